import { hasHeader } from '../../http/header-line.ts';
import { type BlamedAnswer, blameAnswer, byLayer } from '../blame.ts';
import type { Conclusion } from '../conclusion.ts';
import { exampleLadder, goodApp, PAGE, passOn, withoutLines } from '../examples.ts';
import { type Ladder, type LadderRung, questionsIn, type Told, toldOf } from '../ladder.ts';
import { ALLOW_ORIGIN, askedLines, isSuccess, linesOf } from '../reading.ts';
import { asksFirst } from '../request-head.ts';
import { behind, headerWords, layerName, requestWords, statusWords, whereToMend } from '../words.ts';

interface Values {
  readonly first: BlamedAnswer;
  /** The answer that has the header. */
  readonly other: Told;
}

/** One of the two, preflight and request, gets the headers, and the other does not. */
export const halfCovered = {
  id: 'half-covered',
  title: 'Only one of preflight and request gets the CORS headers',
  severity: 'blocks',
  checks: ['s1.acao-present', 'gateway.options'],
  find(ladder) {
    const bare = questionsIn(ladder, ['preflight', 'fresh']).map(question =>
      blameAnswer(ladder, question, (told, rung) => isBare(told) && coveredHalf(told, rung) !== null),
    );
    return byLayer(bare.filter(one => one !== null && !isTakenOff(one))).flatMap(([first]) => {
      const other = coveredHalf(first.told, first.layer);
      if (other === null) return [];
      const evidence = [...askedLines(first.told, 'Origin'), ...linesOf(other, ALLOW_ORIGIN)];
      const severity = isNeeded(ladder, first.told) ? 'blocks' : 'notes';
      return [{ layer: first.layer.name, evidence, severity, values: { first, other } }];
    });
  },
  explain({ severity, values: { first, other } }, ladder) {
    const { layer, told, innerTold } = first;
    const name = layerName(ladder, layer);
    const said = innerTold === null ? '' : behind(ladder, first, `responds with ${statusWords(innerTold)}`);
    const half = told.request.kind === 'preflight' ? 'preflight' : 'request';
    return {
      seen: `${name} responds to ${requestWords(told)} with ${statusWords(told)} and without ${ALLOW_ORIGIN}, and ${requestWords(other)} ${headerWords(other, ALLOW_ORIGIN)}${said}.`,
      why:
        severity === 'notes'
          ? `A page’s plain \`${told.request.method}\` needs no preflight, so nothing is blocked yet; a request with a custom header or another method would be.`
          : `The browser requires the header on both the preflight and the request: without it on the ${half}, the page at \`${told.request.origin}\` gets nothing.`,
      change: `In ${whereToMend(ladder, first)}, let one rule add the CORS headers to preflights and requests alike: where OPTIONS is answered in a separate block or handler, that one has to add all of them too.`,
    };
  },
  examples: [
    {
      desc: 'a block for OPTIONS that does not inherit the header',
      blames: ['nginx'],
      ladder: () =>
        exampleLadder(
          {
            nginx: (request, inner) =>
              request.kind === 'preflight'
                ? '204 No Content\nAccess-Control-Allow-Methods: GET, PUT'
                : goodApp(request, inner),
            app: () => '200 OK',
          },
          { methods: ['PUT'] },
        ),
    },
    {
      desc: 'CORS code that runs after the route has answered',
      blames: ['app'],
      ladder: () =>
        exampleLadder({
          cdn: passOn,
          app: (request, inner) => (request.kind === 'preflight' ? goodApp(request, inner) : '200 OK'),
        }),
    },
    {
      desc: 'near miss: a layer takes the header off the preflight, which is said elsewhere',
      blames: [],
      ladder: () =>
        exampleLadder({
          cdn: ({ kind }, inner) => (kind === 'preflight' ? withoutLines(inner(), ALLOW_ORIGIN) : inner()),
          app: goodApp,
        }),
    },
    { desc: 'near miss: on both', blames: [], ladder: () => exampleLadder({ app: goodApp }) },
    {
      desc: 'near miss: on neither',
      blames: [],
      ladder: () => exampleLadder({ app: () => '200 OK\nAccess-Control-Allow-Methods: GET' }),
    },
    {
      desc: 'near miss: an error is another matter',
      blames: [],
      ladder: () =>
        exampleLadder({
          app: ({ kind }) => (kind === 'preflight' ? '405 Method Not Allowed' : `200 OK\n${ALLOW_ORIGIN}: ${PAGE}`),
        }),
    },
  ],
} satisfies Conclusion<Values>;

function isBare(told: Told): boolean {
  return isSuccess(told) && !hasHeader(told.head.lines, ALLOW_ORIGIN);
}

/** The other half's answer, where that one has the header. */
function coveredHalf({ request }: Told, rung: LadderRung): Told | null {
  const other = toldOf(rung, request.kind === 'preflight' ? 'fresh' : 'preflight');
  return other !== null && isSuccess(other) && hasHeader(other.head.lines, ALLOW_ORIGIN) ? other : null;
}

/** The layer behind sends it: then it is not the half that is at fault. */
function isTakenOff({ innerTold }: BlamedAnswer): boolean {
  return innerTold !== null && hasHeader(innerTold.head.lines, ALLOW_ORIGIN);
}

function isNeeded({ ask }: Ladder, { request }: Told): boolean {
  return request.kind !== 'preflight' || asksFirst(request.method, ask);
}
