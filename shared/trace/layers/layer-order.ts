import type { Answer } from './answer.ts';
import { hopsIn } from './named-hops.ts';
import type { LayerGuess } from './recognise.ts';
import { ROLES } from './signature.ts';
import { SIGNATURES } from './signatures/index.ts';

/**
 * From the browser's side to the app's: by what such layers usually do, then by whose lines stand first, for an outer
 * server writes its own before those it passes on; and those that Via names, as Via has them.
 */
export function inOrder(guesses: readonly LayerGuess[], answer: Answer): LayerGuess[] {
  const usual = guesses.toSorted((a, b) => rankOf(a) - rankOf(b) || firstLine(a) - firstLine(b));
  const told = hopsIn(answer, 'Via').map(({ name }) => productNamed(name));
  const places = usual.flatMap((guess, place) => (viaPlace(guess, told) === -1 ? [] : [place]));
  const byVia = places
    .map(place => usual[place])
    .filter(guess => guess !== undefined)
    .sort((a, b) => viaPlace(a, told) - viaPlace(b, told));
  return usual.map((guess, place) => byVia[places.indexOf(place)] ?? guess);
}

/** What a hop's name stands for: a product's word, or the name itself. */
function productNamed(name: string): string {
  return SIGNATURES.find(({ alias }) => alias?.test(name) === true)?.product ?? name;
}

function viaPlace({ product, name }: LayerGuess, told: readonly string[]): number {
  return told.indexOf(product === 'intermediary' ? name : product);
}

function rankOf({ role }: LayerGuess): number {
  return ROLES.indexOf(role);
}

function firstLine({ evidence }: LayerGuess): number {
  return evidence.lines.find(({ head }) => head === 'returned')?.index ?? Number.POSITIVE_INFINITY;
}
