import type { Exchange } from '../exchange.ts';
import { type Answer, answerOf } from './answer.ts';
import { type Confidence, confidenceOf, pointsOf } from './confidence.ts';
import { clausesOf, distinct, evidenceOf, type Found, found, type LayerEvidence, literal } from './evidence.ts';
import { inOrder } from './layer-order.ts';
import { allHops, type NamedHop } from './named-hops.ts';
import { type Role, type Signature, sign } from './signature.ts';
import { SIGNATURES } from './signatures/index.ts';

/** A layer that seems to stand on the path, and why. */
export interface LayerGuess {
  /** A signature's word; `intermediary` for one that only names itself. */
  readonly product: string;
  /** As its makers write it, or as it names itself. */
  readonly name: string;
  readonly role: Role;
  readonly confidence: Confidence;
  readonly evidence: LayerEvidence;
  /** What tells of it, with this answer's own values, literal ones in backticks. */
  readonly sentence: string;
}

const ON_THE_PATH: Readonly<Record<Confidence, string>> = {
  certain: 'is on the path',
  likely: 'is likely on the path',
  possible: 'may be on the path',
};

/**
 * The layers that an answer bears marks of, from the browser's side to the app's as far as that can be told. A layer's
 * presence does not say that it made the answer: see `generatorOf`. Reads what the upstream sent, never what corscope made of it.
 */
export function recogniseLayers(exchange: Exchange): readonly LayerGuess[] {
  const answer = answerOf(exchange);
  if (answer === null) return [];
  const hops = allHops(answer);
  const known = SIGNATURES.flatMap(signature => {
    const present = distinct(passing(signature, answer, hops));
    const making = found(signature.making, answer);
    if (present.length + making.length === 0) return [];
    const marks = distinct([...making, ...present]);
    // that it made the answer, and by what that is seen, is the generator's to say
    const told = pointsOf(present.map(({ mark }) => mark)) < 1 ? marks : present;
    return [guessOf(signature, marks, told, answer, exchange.id)];
  });
  return inOrder([...known, ...strangers(hops, answer, exchange.id)], answer);
}

function passing({ alias, passing }: Signature, answer: Answer, hops: readonly NamedHop[]): readonly Found[] {
  const named = hops.filter(({ name }) => alias?.test(name) === true).map(foundHop);
  return named.length === 0 ? found(passing, answer) : [...named, ...found(passing, answer)];
}

function strangers(hops: readonly NamedHop[], answer: Answer, exchange: string): LayerGuess[] {
  const unclaimed = hops.filter(({ name }) => !SIGNATURES.some(({ alias }) => alias?.test(name) === true));
  const names = new Set(unclaimed.map(({ name }) => name));
  return [...names].map(name => {
    const marks = unclaimed.filter(hop => hop.name === name).map(foundHop);
    const guess = guessOf({ product: 'intermediary', name, role: 'intermediary' }, marks, marks, answer, exchange);
    return { ...guess, sentence: `An intermediary calls itself ${literal(name)}.` };
  });
}

function foundHop({ index }: NamedHop): Found {
  return { mark: NAMES_ITSELF, seen: { lines: [{ head: 'returned', index }], words: [] } };
}

const NAMES_ITSELF = sign('documented', () => null);

function guessOf(
  { product, name, role }: Pick<Signature, 'product' | 'name' | 'role'>,
  marks: readonly Found[],
  told: readonly Found[],
  answer: Answer,
  exchange: string,
): LayerGuess {
  const confidence = confidenceOf(marks.map(({ mark }) => mark));
  return {
    product,
    name,
    role,
    confidence,
    evidence: evidenceOf(marks, exchange),
    sentence: `${name} ${ON_THE_PATH[confidence]}: ${clausesOf(told, answer)}.`,
  };
}
