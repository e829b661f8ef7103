import { type BlamedAnswer, blameAnswer, byLayer } from '../blame.ts';
import type { Conclusion } from '../conclusion.ts';
import { exampleLadder, goodApp, passOn } from '../examples.ts';
import { questionsIn, type Told } from '../ladder.ts';
import { failsAlike, wantsLogin } from '../login.ts';
import { askedLines, isError, linesOf } from '../reading.ts';
import { asksFirst } from '../request-head.ts';
import { alsoOn, behind, layerName, requestWords, statusWords, whereToMend } from '../words.ts';

interface Values {
  readonly first: BlamedAnswer;
  readonly others: number;
}

/** OPTIONS is not routed there. */
export const optionsRefused = {
  id: 'options-refused',
  title: 'A layer does not know OPTIONS',
  severity: 'blocks',
  checks: ['s2.routed', 's2.status', 'gateway.options', 'mistake.forgot-options'],
  find(ladder) {
    const questions = questionsIn(ladder, ['preflight']);
    const holds = (told: Told, rung: BlamedAnswer['layer']) =>
      isError(told) && !wantsLogin(told, rung) && !failsAlike(told, rung);
    return byLayer(questions.map(question => blameAnswer(ladder, question, holds))).map(group => {
      const [first] = group;
      const evidence = group.flatMap(({ told }) => [
        ...askedLines(told, 'Access-Control-Request-Method'),
        ...linesOf(told, 'Allow'),
      ]);
      const severity = group.some(({ told }) => asksFirst(told.request.method, ladder.ask)) ? 'blocks' : 'notes';
      return { layer: first.layer.name, evidence, severity, values: { first, others: group.length - 1 } };
    });
  },
  explain({ severity, values: { first, others } }, ladder) {
    const { layer, inner, told, innerTold } = first;
    const name = layerName(ladder, layer);
    const other = innerTold === null ? '' : behind(ladder, first, `responds with ${statusWords(innerTold)}`);
    const pass = inner === null ? '' : `, or pass it on to ${layerName(ladder, inner)}, which handles it`;
    return {
      seen: `${name} responds to ${requestWords(told)} with ${statusWords(told)}${alsoOn(others)}${other}.`,
      why:
        severity === 'notes'
          ? `A page’s plain \`${told.request.method}\` needs no preflight, so nothing is blocked yet; a request with a custom header or another method would be.`
          : `A preflight needs a status from 200 to 299, so the browser does not send the page’s \`${told.request.method}\`.`,
      change: `In ${whereToMend(ladder, first)}, answer OPTIONS for this path with 204 and the CORS headers${pass}.`,
    };
  },
  examples: [
    {
      desc: 'a gateway whose route knows GET alone',
      blames: ['gateway'],
      ladder: () =>
        exampleLadder({
          cdn: passOn,
          gateway: ({ head }, inner) => (head.method === 'OPTIONS' ? '405 Method Not Allowed\nAllow: GET' : inner()),
          app: goodApp,
        }),
    },
    {
      desc: 'near miss: the app does not know it, and the gateway answers in its place',
      blames: [],
      ladder: () =>
        exampleLadder({
          gateway: goodApp,
          app: ({ head }) => (head.method === 'OPTIONS' ? '404 Not Found' : '200 OK'),
        }),
    },
    {
      desc: 'near miss: an app that fails whatever it is asked',
      blames: [],
      ladder: () => exampleLadder({ app: () => '500 Internal Server Error' }),
    },
    {
      desc: 'near miss: 401 is about who asks',
      blames: [],
      ladder: () => exampleLadder({ app: () => '401 Unauthorized' }),
    },
  ],
} satisfies Conclusion<Values>;
