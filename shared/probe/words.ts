import { exchangeName } from '../findings/exchange-name.ts';
import { clip } from '../http/clip.ts';
import { valuesOf } from '../http/header-line.ts';
import type { Blamed } from './blame.ts';
import type { Ladder, LadderRung, Told } from './ladder.ts';
import { OWN_ADDRESS } from './read-ask.ts';
import { authorityOf, urlOf } from './request-head.ts';

/** A value from the wire inside a sentence. */
export function quoted(value: string): string {
  return value === '' ? 'an empty value' : `\`${clip(value)}\``;
}

/** A layer's name in a sentence; where the URL's own address is all that was asked, its host. */
export function layerName({ ask }: Ladder, { name }: LadderRung): string {
  return ask.rungs.length === 1 && name === OWN_ADDRESS ? `\`${authorityOf(urlOf(ask))}\`` : `\`${name}\``;
}

/** `the preflight for PUT`, or `GET https://api.lab.test/orders`, the query left out. */
export function requestWords({ request, exchange }: Told): string {
  const name = `\`${exchangeName(exchange)}\``;
  return request.kind === 'preflight' ? `${name}, the preflight for \`${request.method}\`,` : name;
}

/** `405 Method Not Allowed`. */
export function statusWords({ head: { status, reason } }: Told): string {
  return `\`${`${status} ${reason}`.trim()}\``;
}

/** `with Access-Control-Allow-Origin `*``, or `without Access-Control-Allow-Origin`. */
export function headerWords({ head }: Told, name: string): string {
  const values = valuesOf(head.lines, name);
  if (values.length === 0) return `without ${name}`;
  if (values.length === 1) return `with \`${name}: ${values[0]}\``;
  return `with ${values.length} ${name} lines, ${listed(values.map(quoted))}`;
}

/** `a, b and c`. */
export function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

/** `; `app` behind it answers …`: nothing where nobody stands behind it, or did not answer. */
export function behind(ladder: Ladder, { inner }: Blamed, said: string): string {
  return inner === null ? '' : `; ${layerName(ladder, inner)} behind it ${said}`;
}

/** How many more questions are answered so. */
export function alsoOn(others: number): string {
  if (others <= 0) return '';
  return others === 1 ? ' (and to one more request)' : ` (and to ${others} more requests)`;
}

/** What recognising a layer by its marks adds to what was seen. */
export function sentenceOf(guess: { readonly sentence: string } | null): string {
  return guess === null ? '' : ` ${guess.sentence}`;
}

/** Where a mend belongs: in the layer, for it alone does it, or in the layer as the innermost that was asked. */
export function whereToMend(ladder: Ladder, { layer, inner }: Blamed): string {
  const name = layerName(ladder, layer);
  return inner === null && ladder.ask.rungs.length > 1 ? `${name}, or whatever is behind it` : name;
}
