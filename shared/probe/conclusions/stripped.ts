import { hasHeader, valuesOf } from '../../http/header-line.ts';
import { type BlamedAnswer, blameAnswer, breaksRequests, byLayer } from '../blame.ts';
import type { Conclusion } from '../conclusion.ts';
import { exampleLadder, goodApp, passOn, withoutLines } from '../examples.ts';
import { type Ladder, questionsIn, type Told } from '../ladder.ts';
import { ALLOW_CREDENTIALS, ALLOW_HEADERS, ALLOW_METHODS, ALLOW_ORIGIN, askedLines, linesOf } from '../reading.ts';
import { staleness } from '../stale.ts';
import { alsoOn, layerName, listed, requestWords, statusWords } from '../words.ts';

interface Lost extends BlamedAnswer {
  readonly header: string;
}

interface Values {
  readonly first: Lost;
  readonly headers: readonly string[];
  readonly questions: number;
}

const OF_PREFLIGHTS: readonly string[] = [ALLOW_ORIGIN, ALLOW_CREDENTIALS, ALLOW_METHODS, ALLOW_HEADERS];
const OF_REQUESTS: readonly string[] = [ALLOW_ORIGIN, ALLOW_CREDENTIALS, 'Access-Control-Expose-Headers'];

/** A header that the layer behind sends does not get through. */
export const stripped = {
  id: 'stripped',
  title: 'A layer removes a CORS header',
  severity: 'blocks',
  checks: ['s1.stripped', 's5.final', 's5.layers-in-order', 'gateway.rewrites'],
  find(ladder) {
    const lost = questionsIn(ladder, ['request', 'fresh', 'preflight']).flatMap(question => [
      ...OF_REQUESTS.map(header => lostHeader(ladder, question, header, 'request')),
      ...OF_PREFLIGHTS.map(header => lostHeader(ladder, question, header, 'preflight')),
    ]);
    return byLayer(lost).map(group => {
      const [first] = group;
      const evidence = group.flatMap(({ told, innerTold, header }) => [
        ...askedLines(told, 'Origin'),
        ...(innerTold === null ? [] : linesOf(innerTold, header)),
      ]);
      const headers = [...new Set(group.map(({ header }) => header))];
      const questions = new Set(group.map(({ told }) => told.request.question)).size;
      const severity = breaksRequests(first) ? 'blocks' : 'risks';
      return { layer: first.layer.name, evidence, severity, values: { first, headers, questions } };
    });
  },
  explain({ values: { first, headers, questions } }, ladder) {
    const { layer, inner, told, innerTold } = first;
    const name = layerName(ladder, layer);
    const other = inner === null ? '' : layerName(ladder, inner);
    const had = headers.flatMap(header =>
      valuesOf(innerTold?.head.lines ?? [], header).map(value => `\`${header}: ${value}\``),
    );
    return {
      seen: `${name} responds to ${requestWords(told)} with ${statusWords(told)} and without ${listed(headers)}${alsoOn(questions - 1)}; ${other} behind it responds with ${listed(had)}.`,
      why: `The page at \`${told.request.origin}\` gets what ${name} sends, and ${whatFor(first.header)}.`,
      change: `In ${name}, pass ${listed(headers)} through, or set it there and nowhere else. Look for a rule that hides, clears or replaces response headers, one that responds in place of ${other}, or one that drops the request’s Origin.`,
    };
  },
  examples: [
    {
      desc: 'a gateway that hides the app’s headers',
      blames: ['gateway'],
      ladder: () =>
        exampleLadder({
          cdn: passOn,
          gateway: (_request, behind) => withoutLines(behind(), ALLOW_ORIGIN),
          app: goodApp,
        }),
    },
    {
      desc: 'nginx that answers preflights itself, and not in full',
      blames: ['nginx'],
      ladder: () =>
        exampleLadder({
          nginx: ({ kind }, behind) =>
            kind === 'preflight' ? '204 No Content\nAccess-Control-Allow-Methods: GET, PUT' : behind(),
          app: goodApp,
        }),
    },
    {
      desc: 'near miss: the app sends none either',
      blames: [],
      ladder: () => exampleLadder({ gateway: passOn, app: () => '200 OK' }),
    },
    {
      desc: 'near miss: an error in the place of the app’s response',
      blames: [],
      ladder: () => exampleLadder({ gateway: () => '502 Bad Gateway', app: goodApp }),
    },
  ],
} satisfies Conclusion<Values>;

/** What was not sent by the layer behind either, on an answer of the same class, is not lost. */
function lostHeader(ladder: Ladder, question: string, header: string, of: 'request' | 'preflight'): Lost | null {
  const blamed = blameAnswer(ladder, question, (told, rung) => {
    const isPreflight = told.request.kind === 'preflight';
    if (isPreflight !== (of === 'preflight') || hasHeader(told.head.lines, header)) return false;
    return staleness(ladder, rung, told) === null;
  });
  const before = blamed?.innerTold ?? null;
  if (blamed === null || before === null || !hasHeader(before.head.lines, header)) return null;
  return statusClass(blamed.told) === statusClass(before) ? { ...blamed, header } : null;
}

function statusClass({ head: { status } }: Told): number {
  return Math.floor(status / 100);
}

function whatFor(header: string): string {
  switch (header) {
    case ALLOW_ORIGIN:
      return 'without that header its scripts may not read the response';
    case ALLOW_CREDENTIALS:
      return 'without that header no response to a request with credentials may be read';
    case ALLOW_METHODS:
    case ALLOW_HEADERS:
      return 'without that header a preflight allows only safelisted methods and headers';
    default:
      return 'without that header its scripts see only the CORS-safelisted response headers';
  }
}
