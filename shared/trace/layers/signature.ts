import type { Predicate } from './predicates.ts';

/** What a layer does on the path; the order is the usual one, from the browser's side to the app's. */
export const ROLES = [
  'cdn',
  'platform',
  'load balancer',
  'gateway',
  'cache',
  'reverse proxy',
  'intermediary',
  'storage',
  'app server',
  'framework',
] as const;
export type Role = (typeof ROLES)[number];

/** How a fact about a product is known: seen at a real one, said by its makers, or common knowledge that nobody checked. */
export type Trust = 'measured' | 'documented' | 'known';

/**
 * `proof`: nobody else says so, such as the text of its own error page. `sign`: it names itself in a line that an outer
 * layer may drop, keep or write anew. `hint`: it is so, and others may be so too.
 */
export type Strength = 'proof' | 'sign' | 'hint';

/** One thing by which a product is told. */
export interface Mark {
  readonly strength: Strength;
  readonly trust: Trust;
  readonly seen: Predicate;
  /** A clause in which `{}` stands for what was seen: "{} names it". */
  readonly tells: string;
}

export interface SignatureExample {
  readonly desc: string;
  /** `METHOD target` and request lines after `>`, where they matter; then status, header lines, a blank line, the page. */
  readonly answer: string;
  /** Made the answer itself, passed it on, or was not there. */
  readonly did: 'made' | 'passed' | 'nothing';
}

/** Everything by which one product is recognised. */
export interface Signature {
  /** The file's name; a short word for a layer. */
  readonly product: string;
  /** As its makers write it. */
  readonly name: string;
  readonly role: Role;
  /** Where its makers document what stands here. */
  readonly sources: readonly string[];
  /** How it calls itself in Via, Cache-Status and Proxy-Status. */
  readonly alias?: RegExp;
  /** What it leaves on every answer that passes it. */
  readonly passing: readonly Mark[];
  /** What only answers have that it made itself. */
  readonly making: readonly Mark[];
  /** How CORS headers look that it wrote with its own switch for them. */
  readonly cors?: readonly Mark[];
  /** Where its configuration adds a header line: before all that came from the upstream, or behind it; the usual way first. */
  readonly adds?: readonly ('first' | 'last')[];
  /** At least one in which it was there, and one near miss. */
  readonly examples: readonly SignatureExample[];
}

export function proof(trust: Trust, seen: Predicate, tells: string): Mark {
  return { strength: 'proof', trust, seen, tells };
}

export function sign(trust: Trust, seen: Predicate, tells = '{} names it'): Mark {
  return { strength: 'sign', trust, seen, tells };
}

export function hint(trust: Trust, seen: Predicate, tells: string): Mark {
  return { strength: 'hint', trust, seen, tells };
}
