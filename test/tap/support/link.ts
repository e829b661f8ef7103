import { onTestFinished } from 'vitest';
import type { ExchangeRecord } from '../../../shared/wire/exchange-record.ts';
import type { Peer } from './peer.ts';
import type { Stage } from './stage.ts';
import type { Way } from './ways.ts';

/** A client's connection, made for one test, and what stands behind it. */
export interface Link {
  readonly way: Way;
  readonly client: Peer;
  /** Says a request, written as this way wants it. */
  ask(request: string): void;
  /** The next connection at the upstream. */
  upstream(): Promise<Peer>;
  /** How many connections have come to the upstream since the link was made. */
  upstreamCount(): number;
  /** See Watch.exchange. */
  exchange(fits?: (record: ExchangeRecord) => boolean): Promise<ExchangeRecord>;
  exchanges(): readonly ExchangeRecord[];
}

export async function linkBy(way: Way, stage: Stage): Promise<Link> {
  const upstream = way.upstream(stage);
  upstream.forget();
  stage.watch.mark();
  const before = upstream.count;
  const client = await way.connect(stage);
  onTestFinished(() => client.destroy());
  return {
    way,
    client,
    ask: request => client.send(way.write(request)),
    async upstream() {
      const peer = await upstream.next();
      onTestFinished(() => peer.destroy());
      return peer;
    },
    upstreamCount: () => upstream.count - before,
    exchange: fits => stage.watch.exchange(fits),
    exchanges: () => stage.watch.exchanges,
  };
}
