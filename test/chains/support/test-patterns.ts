import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { JourneyReport } from '../../../shared/findings/report.ts';
import { type Chain, openChain } from './chain.ts';
import type { Pattern } from './pattern.ts';
import { type Seen, seenAt } from './wire.ts';

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
      expect(inNoOrder((await chain.exchanges()).map(seenAt))).toEqual(inNoOrder(pattern.wire));
    });

    it('is judged as the browser judges it', async () => {
      expect((await lastCall(chain)).verdict).toMatchObject(pattern.verdict);
    });
  });
}

/** A layer that asks twice at a time does not say what comes first. */
function inNoOrder(wire: readonly Seen[]): Seen[] {
  return wire.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

async function lastCall(chain: Chain): Promise<JourneyReport> {
  const report = (await chain.journeys()).at(-1);
  if (report === undefined) throw new Error('no journey');
  return report;
}
