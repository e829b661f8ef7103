import type { RequestHead, ResponseHead } from '../../http/head.ts';
import type { Exchange, UpstreamCertificate } from '../exchange.ts';

/** What signatures look at: an answer as it came from the upstream, with nothing of corscope's own in it. */
export interface Answer {
  /** As the client sent it. */
  readonly request: RequestHead;
  readonly head: ResponseHead;
  /** Indexes of the head's lines by name in lower case: over a hundred names are asked for, and few are there. */
  readonly places: ReadonlyMap<string, readonly number[]>;
  /** The exchange's `errorStart`, empty where there is none. */
  readonly page: string;
  /** The upstream's; null without TLS. */
  readonly certificate: UpstreamCertificate | null;
}

/** Null where the upstream has not answered, and for a tunnel, whose bytes nobody read. */
export function answerOf({ kind, received, returned, errorStart = '', upstream }: Exchange): Answer | null {
  if (returned === null || kind === 'tunnel') return null;
  return {
    request: received,
    head: returned,
    places: placesIn(returned),
    page: errorStart,
    certificate: upstream?.certificate ?? null,
  };
}

export function placesIn({ lines }: ResponseHead): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const [index, [name]] of lines.entries()) {
    const key = name.toLowerCase();
    const known = places.get(key);
    if (known === undefined) places.set(key, [index]);
    else known.push(index);
  }
  return places;
}
