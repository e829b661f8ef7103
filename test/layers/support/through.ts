import type { Exchange } from '../../../shared/trace/exchange.ts';
import { corsWriterOf } from '../../../shared/trace/layers/cors-writer.ts';
import { generatorOf } from '../../../shared/trace/layers/generator.ts';
import { recogniseLayers } from '../../../shared/trace/layers/recognise.ts';
import type { Bench } from '../../server/support/bench.ts';
import { head, rawRequest } from '../../server/support/raw.ts';

export interface Request {
  readonly method?: string;
  readonly path: string;
  readonly fields?: readonly string[];
  readonly body?: string;
}

/** Sends a request to a server of this machine through corscope, and gives what corscope recorded of it. */
export async function through(
  bench: Bench,
  port: number,
  { method = 'GET', path, fields = [], body = '' }: Request,
): Promise<Exchange> {
  const lines = ['Host: api.example.com', 'Origin: https://app.example.com', ...fields, 'Connection: close'];
  const length = body === '' ? [] : [`Content-Length: ${body.length}`];
  await rawRequest(bench.port, head(`${method} http://127.0.0.1:${port}${path} HTTP/1.1`, ...lines, ...length) + body);
  const { journeys } = await bench.json<{ journeys: { exchanges: string[] }[] }>('/api/journeys');
  const id = journeys.at(-1)?.exchanges.at(-1);
  return bench.json<Exchange>(`/api/exchanges/${id}`);
}

/** What is concluded from an exchange, in short: `nginx certain`, or null. */
export function told(exchange: Exchange) {
  const generator = generatorOf(exchange);
  const writer = corsWriterOf(exchange);
  return {
    status: exchange.returned?.status,
    made: generator && `${generator.product} ${generator.confidence}`,
    layers: recogniseLayers(exchange).map(({ product, name }) => (product === 'intermediary' ? name : product)),
    wrote: writer && `${writer.product}, line ${writer.evidence.lines[0]?.index}`,
  };
}
