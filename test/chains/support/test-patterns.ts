import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Chain, openChain } from './chain.ts';
import type { Pattern } from './pattern.ts';
import { seenAt } from './wire.ts';

/** Builds each pattern from its real servers, says its calls, and holds corscope to what the row expects. */
export function testPatterns(patterns: readonly Pattern[]): void {
  describe.each(patterns)('$id: $desc', pattern => {
    let chain: Chain;

    beforeAll(async () => {
      chain = await openChain(pattern.layers, pattern.app);
      for (const call of pattern.calls) await chain.send(call);
    });

    afterAll(() => chain?.close());

    afterEach(({ task }) => {
      if (task.result?.state === 'fail') console.error(chain.log());
    });

    it('shows on the wire', async () => {
      expect((await chain.exchanges()).map(seenAt)).toEqual(pattern.wire);
    });
  });
}
