import { indexesOf } from '../../http/header-line.ts';
import type { Exchange, LineRef } from '../exchange.ts';
import { type Answer, answerOf } from './answer.ts';
import { type Confidence, confidenceOf, pointsOf } from './confidence.ts';
import { clausesOf, distinct, evidenceOf, found, type LayerEvidence } from './evidence.ts';
import { type LayerGuess, recogniseLayers } from './recognise.ts';
import { SIGNATURES } from './signatures/index.ts';

/** The layer that seems to have written an answer's CORS headers, or the one too many of them. */
export interface CorsWriter {
  readonly product: string;
  readonly name: string;
  readonly confidence: Confidence;
  readonly evidence: LayerEvidence;
  /** With this answer's own values, literal ones in backticks. */
  readonly sentence: string;
}

const ALLOW_ORIGIN = 'access-control-allow-origin';

/**
 * Who wrote the CORS headers, guessed. Of doubled ones: the outer layer, by where its configuration puts a line. Of others:
 * whoever has such lists, values and order by default. Null: they could be anybody's.
 */
export function corsWriterOf(exchange: Exchange): CorsWriter | null {
  const answer = answerOf(exchange);
  if (answer === null) return null;
  const lines = indexesOf(answer.head.lines, ALLOW_ORIGIN);
  return lines.length > 1 ? doublingLayer(exchange, answer, lines) : byFingerprint(exchange, answer);
}

const WROTE: Readonly<Record<Confidence, string>> = {
  certain: 'wrote the CORS headers',
  likely: 'likely wrote the CORS headers',
  possible: 'possibly wrote the CORS headers',
};

function byFingerprint(exchange: Exchange, answer: Answer): CorsWriter | null {
  let best: CorsWriter | null = null;
  let most = 0;
  for (const { product, name, cors = [] } of SIGNATURES) {
    const all = distinct(found(cors, answer));
    const marks = all.map(({ mark }) => mark);
    if (pointsOf(marks) <= most) continue;
    most = pointsOf(marks);
    const confidence = confidenceOf(marks);
    const sentence = `${name} ${WROTE[confidence]}: ${clausesOf(all, answer)}.`;
    best = { product, name, confidence, evidence: evidenceOf(all, exchange.id), sentence };
  }
  return best;
}

type Place = 'first' | 'last';

/**
 * nginx's `add_header`, HAProxy and Apache's plain `Header` write behind what came from the upstream, Apache's `Header
 * always` and Caddy's `header` before it. With several such layers on the path, the outermost is no more than possible.
 */
function doublingLayer(exchange: Exchange, answer: Answer, lines: readonly number[]): CorsWriter | null {
  const able = recogniseLayers(exchange).flatMap(guess => {
    const { adds = [] } = SIGNATURES.find(({ product }) => product === guess.product) ?? {};
    return adds.length === 0 ? [] : [{ guess, adds }];
  });
  const [outermost] = able;
  const place = outermost?.adds.find(each => standsThere(answer, lines, each));
  if (outermost === undefined || place === undefined) return null;
  const confidence = able.length === 1 && outermost.guess.confidence !== 'possible' ? 'likely' : 'possible';
  return addedBy(
    outermost.guess,
    place,
    { exchange: exchange.id, head: 'returned', index: at(lines, place) },
    confidence,
  );
}

/** Names that a server writes before what its configuration adds first, Go's alphabetical order among them. */
const AHEAD = /^(?:date|server|accept-ranges|access-control-.*|age|allow|alt-svc)$/i;
/** Names that are added in the same place, and those of the connection. */
const BEHIND =
  /^(?:access-control-.*|vary|connection|keep-alive|strict-transport-security|x-frame-options|x-content-type-options|x-xss-protection|referrer-policy|permissions-policy|content-security-policy)$/i;

function standsThere({ head }: Answer, lines: readonly number[], place: Place): boolean {
  const index = at(lines, place);
  const rest = place === 'first' ? head.lines.slice(0, index) : head.lines.slice(index + 1);
  return rest.every(([name]) => (place === 'first' ? AHEAD : BEHIND).test(name));
}

function at(lines: readonly number[], place: Place): number {
  return lines.at(place === 'first' ? 0 : -1) ?? 0;
}

function addedBy({ product, name }: LayerGuess, place: Place, line: LineRef, confidence: Confidence): CorsWriter {
  const adverb = confidence === 'likely' ? 'likely' : 'possibly';
  const side = place === 'last' ? 'behind' : 'before';
  return {
    product,
    name,
    confidence,
    evidence: { lines: [line], words: [] },
    sentence: `${name} ${adverb} added the ${place} \`Access-Control-Allow-Origin\` line: it writes its own ${side} those of its upstream.`,
  };
}
