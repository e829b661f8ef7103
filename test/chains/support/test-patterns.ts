import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { runProbe } from '../../../proxy/probe/run-probe.ts';
import type { JourneyReport } from '../../../shared/findings/report.ts';
import type { ProbeAsk } from '../../../shared/probe/ask.ts';
import { isAskProblems, readAsk } from '../../../shared/probe/read-ask.ts';
import type { ExchangePath } from '../../../shared/trace/exchange-path.ts';
import type { LedgerSide } from '../../../shared/trace/ledger.ts';
import { type Call, PAGE } from './call.ts';
import { type Chain, openChain } from './chain.ts';
import type { PathOfLast, Pattern } from './pattern.ts';
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

    it('blames the layer, and names the rows of the checklist', async () => {
      const { findings } = await lastCall(chain);
      const found = findings.filter(({ severity }) => severity === 'blocks');
      expect(found.slice(0, 1)).toEqual(
        pattern.finding === null ? [] : [expect.objectContaining(atLeast(pattern.finding))],
      );
      for (const { layer } of found) expect(layer).toBe(pattern.finding?.layer);
    });

    it('shows on its path what each layer did', async () => {
      expect(await lastPath(chain)).toEqual({ many: [], ...pattern.path });
    });

    it('is told by the ladder probe as well, from the outside', async () => {
      const { conclusions, checks } = await runProbe(askFor(pattern, chain));
      const told = conclusions.filter(each => each.severity !== 'notes' && !each.checks.includes('app.explicit'));
      expect(told.map(({ layer, id }) => `${layer}: ${id}`)).toEqual(pattern.ladder.blames);
      const failed = checks.filter(({ result }) => result === 'fail').map(({ id }) => id);
      expect(failed).toEqual(expect.arrayContaining([...pattern.ladder.checks]));
    });
  });
}

/** A layer that asks twice at a time does not say what comes first. */
function inNoOrder(wire: readonly Seen[]): Seen[] {
  return wire.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

function askFor({ calls }: Pattern, { port, addresses }: Chain): ProbeAsk {
  const { path = '/orders', method = 'GET', fields = [], credentials }: Call = calls.at(-1) ?? {};
  const ask = readAsk({
    url: `http://localhost:${port}${path}`,
    origins: [PAGE],
    methods: [method],
    headers: fields,
    credentials: credentials === true,
    via: addresses.map(({ name, port: at }) => `${name}=http://127.0.0.1:${at}`),
  });
  if (isAskProblems(ask)) throw new Error(JSON.stringify(ask));
  return ask;
}

function atLeast({ id, layer, checks }: NonNullable<Pattern['finding']>) {
  return { id, layer, checks: expect.arrayContaining([...checks]) };
}

async function lastPath(chain: Chain): Promise<PathOfLast> {
  const { id } = await lastCall(chain);
  const path = (await chain.json<{ paths: ExchangePath[] }>(`/api/journeys/${id}/path`)).paths.at(-1);
  if (path === undefined) throw new Error('nothing was sent');
  const { layers, missed, ledger, many } = path;
  return {
    layers,
    missed,
    changes: [ledger.request, ledger.response].flatMap(changesOn),
    many: many.map(({ layer, kind }) => `${layer}: ${kind}`),
  };
}

/** Who stands where among the lines of other names is no matter; and what corscope does has tests of its own. */
function changesOn({ rows }: LedgerSide): string[] {
  return rows
    .filter(({ name }) => /^(access-control-.*|origin|vary)$/i.test(name))
    .flatMap(({ name, changes }) =>
      changes
        .filter(({ kind, layer }) => kind !== 'reordered' && layer !== 'corscope')
        .map(({ kind, layer }) => `${layer} ${kind} ${name}`),
    );
}

async function lastCall(chain: Chain): Promise<JourneyReport> {
  const report = (await chain.journeys()).at(-1);
  if (report === undefined) throw new Error('no journey');
  return report;
}
