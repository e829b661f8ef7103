import type { ConformanceRow } from './conformance.ts';
import type { Fault } from './fault.ts';
import type { Policy } from './policy.ts';

/** A row of the conformance table that a stack cannot meet, and a sentence that says why: shown as a note. */
export interface Shortfall {
  readonly row: ConformanceRow;
  readonly reason: string;
}

/** How a policy is written for one stack. Everything about the stack stands in its file. */
export interface RecipeWriter {
  /** The file's name, and what the API's `for` says. */
  readonly id: string;
  /** The product's own name. */
  readonly title: string;
  readonly kind: 'server' | 'framework' | 'gateway' | 'cloud';
  /** Other names under which a layer of this kind may go, in lower case: `httpd`, `apache2`. */
  readonly alsoCalled: readonly string[];
  /** Where the text goes: a path, or the name under which people know the place. */
  readonly file: string;
  /** The fence word of its language: `nginx`, `js`, `yaml`. */
  readonly language: string;
  /** Address of the documentation that the recipe keeps to. */
  readonly docs: string;
  /** `complete` is run on the real thing and held to the conformance table by the tests. */
  readonly ranHere: boolean;
  /** Rows that it cannot meet even when written like this. */
  readonly shortfalls: readonly Shortfall[];
  /** A whole file that works as it stands, with the address of what is behind it put in. Ends with a line end. */
  complete(policy: Policy): string;
  /** The lines to add or change where the rest is as it should be, with a comment on where they go. Ends with a line end. */
  patch(policy: Policy, fault: Fault): string;
  /** What goes wrong with this stack even so: whole sentences, code in backticks, the most important first. */
  notes(policy: Policy): readonly string[];
}
