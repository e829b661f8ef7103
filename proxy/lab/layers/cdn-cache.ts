import type { IncomingMessage } from 'node:http';
import { combinedValue, type HeaderLine } from '../../../shared/http/header-line.ts';
import { listElements } from '../../../shared/http/token-list.ts';

/** An answer as it came from behind the CDN. */
export interface Kept {
  readonly status: number;
  readonly reason: string;
  readonly lines: readonly HeaderLine[];
  readonly body: Buffer;
  readonly storedAt: number;
}

interface Entry {
  readonly kept: Kept;
  /** Request headers that the answer depends on, with what the request that fetched it had there. */
  readonly asked: ReadonlyMap<string, string | undefined>;
}

const MOST_URLS = 200;

/** A shared cache (RFC 9111) as small as one can be: GET alone, kept for as long as `s-maxage` says. */
export class CdnCache {
  private readonly byUrl = new Map<string, Entry[]>();

  /** Null where nothing fresh is there for such a request. `now` in milliseconds. */
  find(request: IncomingMessage, now: number): Kept | null {
    const fits = ({ kept, asked }: Entry) =>
      now < kept.storedAt + lifetimeOf(kept.lines) &&
      [...asked].every(([name, value]) => valueIn(request, name) === value);
    return this.byUrl.get(keyOf(request))?.findLast(fits)?.kept ?? null;
  }

  put(request: IncomingMessage, kept: Kept, ignoresVary: boolean): void {
    const names = ignoresVary
      ? []
      : listElements(combinedValue(kept.lines, 'Vary') ?? '').map(name => name.toLowerCase());
    const asked = new Map(names.map(name => [name, valueIn(request, name)]));
    this.byUrl.set(keyOf(request), [...(this.byUrl.get(keyOf(request)) ?? []), { kept, asked }]);
    const oldest = this.byUrl.size > MOST_URLS ? this.byUrl.keys().next().value : undefined;
    if (oldest !== undefined) this.byUrl.delete(oldest);
  }
}

/** Milliseconds; 0: not to be stored. */
export function lifetimeOf(lines: readonly HeaderLine[]): number {
  return Number(/(?:^|,)\s*s-maxage=(\d+)/i.exec(combinedValue(lines, 'Cache-Control') ?? '')?.[1] ?? 0) * 1000;
}

function keyOf({ headers, url = '/' }: IncomingMessage): string {
  return `${headers.host} ${url}`;
}

function valueIn({ headers }: IncomingMessage, name: string): string | undefined {
  return headers[name]?.toString();
}
