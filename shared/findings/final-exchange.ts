import type { Exchange } from '../trace/exchange.ts';
import type { Journey } from '../trace/journey.ts';

/** The request whose answer the page gets, with that answer's head; null while there is none. */
export function finalExchange({ legs }: Journey): Exchange | null {
  const request = legs.at(-1)?.request ?? null;
  return request?.delivered == null || request.kind === 'tunnel' ? null : request;
}

/** Points at every line of one of these names, in lower case. */
export function linesNamed(exchange: Exchange, head: 'received' | 'delivered', names: readonly string[]) {
  return (exchange[head]?.lines ?? []).flatMap(([name], index) =>
    names.includes(name.toLowerCase()) ? [{ exchange: exchange.id, head, index }] : [],
  );
}
