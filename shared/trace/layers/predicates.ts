import { type HeaderLine, hasHeader, indexesOf } from '../../http/header-line.ts';
import type { Answer } from './answer.ts';

/** One header line: of the request that was received, or of the answer that was returned. */
export interface SeenLine {
  readonly head: 'received' | 'returned';
  readonly index: number;
}

/** What of an answer a predicate saw: lines, and words of its error page, its status line or its certificate. */
export interface Seen {
  readonly lines: readonly SeenLine[];
  readonly words: readonly string[];
}

/** Null where it is not so. */
export type Predicate = (answer: Answer) => Seen | null;

const NOTHING: Seen = { lines: [], words: [] };

/** Lines of that name whose value fits. */
export function line(name: string, value: RegExp = /^/): Predicate {
  const key = name.toLowerCase();
  return ({ head, places }) => {
    const found = places.get(key)?.filter(index => value.test(head.lines[index]?.[1] ?? '')) ?? [];
    return found.length === 0 ? null : { lines: found.map(returned), words: [] };
  };
}

/** No line of that name. */
export function without(name: string): Predicate {
  const key = name.toLowerCase();
  return ({ places }) => (places.has(key) ? null : NOTHING);
}

/** A cookie is set whose name fits. */
export function cookie(name: RegExp): Predicate {
  return ({ head, places }) => {
    const found = places.get('set-cookie')?.filter(index => name.test(cookieName(head.lines[index]))) ?? [];
    return found.length === 0 ? null : { lines: found.map(returned), words: [] };
  };
}

/** The host that was asked, its port left away. */
export function host(name: RegExp): Predicate {
  return ({ request }) => {
    const [index] = indexesOf(request.lines, 'host');
    const value = request.lines[index ?? -1]?.[1];
    if (index === undefined || value === undefined || !name.test(value.replace(/:\d+$/, ''))) return null;
    return { lines: [{ head: 'received', index }], words: [] };
  };
}

/** Words of the error page; the match is the evidence. */
export function page(words: RegExp): Predicate {
  return answer => {
    const found = answer.page === '' ? null : words.exec(answer.page);
    return found === null ? null : { lines: [], words: [found[0]] };
  };
}

/** The status line's code and reason phrase, such as `405 Not Allowed`: a layer that passes an answer on keeps them. */
export function statusLine(text: RegExp): Predicate {
  return ({ head }) => {
    const found = text.exec(`${head.status} ${head.reason}`);
    return found === null ? null : { lines: [], words: [found[0]] };
  };
}

/** The upstream's TLS certificate names it, or its issuer does. */
export function certificate(part: 'subject' | 'issuer', name: RegExp): Predicate {
  return answer => {
    const found = name.exec(answer.certificate?.[part] ?? '');
    return found === null ? null : { lines: [], words: [found[0]] };
  };
}

/** The answer's status is one of these. */
export function status(...codes: readonly number[]): Predicate {
  return ({ head }) => (codes.includes(head.status) ? NOTHING : null);
}

export function isError({ head }: Answer): Seen | null {
  return head.status >= 400 ? NOTHING : null;
}

/** A CORS preflight: OPTIONS that asks for a method. */
export function isPreflight({ request }: Answer): Seen | null {
  const asks = request.method === 'OPTIONS' && hasHeader(request.lines, 'access-control-request-method');
  return asks ? NOTHING : null;
}

/** Every name is in lower case, in HTTP/1.1, where that is somebody's habit; HTTP/2 knows no other case (RFC 9113 §8.2). */
export function lowerCaseNames({ head }: Answer): Seen | null {
  if (!head.version.startsWith('HTTP/1') || head.lines.length < 3) return null;
  if (head.lines.some(([name]) => name !== name.toLowerCase())) return null;
  return { lines: head.lines.map((_, index) => returned(index)), words: [] };
}

/** All of them; what they saw, together. */
export function every(...predicates: readonly Predicate[]): Predicate {
  return answer => {
    const seen: Seen[] = [];
    for (const predicate of predicates) {
      const one = predicate(answer);
      if (one === null) return null;
      seen.push(one);
    }
    return { lines: seen.flatMap(({ lines }) => lines), words: seen.flatMap(({ words }) => words) };
  };
}

/** The first of them that is so. */
export function either(...predicates: readonly Predicate[]): Predicate {
  return answer => {
    for (const predicate of predicates) {
      const seen = predicate(answer);
      if (seen !== null) return seen;
    }
    return null;
  };
}

function returned(index: number): SeenLine {
  return { head: 'returned', index };
}

function cookieName(line: HeaderLine | undefined): string {
  return /^[^=;]*/.exec(line?.[1] ?? '')?.[0].trim() ?? '';
}
