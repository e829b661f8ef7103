import type { Exchange } from '../../../shared/trace/exchange.ts';
import { built } from '../ground/dist.ts';

/** What the section on ties reads out of a session file. */
export interface TiesRead {
  /** Those that the inner tap saw. */
  readonly requests: number;
  /** … tied to the outer exchange with the same body, and to no other. */
  readonly right: number;
  /** … whose tie is marked as a guess. */
  readonly guessed: number;
}

const { readSessionFile } = await built<typeof import('../../../proxy/record/read-session-file.ts')>(
  'proxy/record/read-session-file.js',
);
const { readExchange } = await built<typeof import('../../../shared/wire/exchange-record.ts')>(
  'shared/wire/exchange-record.js',
);
const { createCollector } = await built<typeof import('../../../shared/trace/collect.ts')>('shared/trace/collect.js');

const collector = createCollector();
const bodies = new Map<string, string>();
let requests = 0;

function take(exchange: Exchange, body: Buffer): void {
  if (exchange.tap === 'inner') requests += 1;
  bodies.set(exchange.id, body.toString('latin1'));
  collector.upsert(exchange);
}

await readSessionFile(process.argv[2] ?? '', {
  exchange: ({ record, bodies: { request } }) => take(readExchange(record), request),
  witness: () => undefined,
  probe: () => undefined,
  cleared: () => undefined,
});

const ties = collector.journeys.flatMap(({ trails }) =>
  [...(trails?.values() ?? [])].flatMap(({ exchange, behind }) =>
    behind.map(inner => ({ tie: inner.tie, right: bodies.get(exchange.id) === bodies.get(inner.exchange.id) })),
  ),
);
const figures: TiesRead = {
  requests,
  right: ties.filter(({ right }) => right).length,
  guessed: ties.filter(({ tie }) => tie === 'guess').length,
};
process.stdout.write(`${JSON.stringify(figures)}\n`);
