import { type BlamedAnswer, blameAnswer, byLayer } from '../blame.ts';
import type { Conclusion } from '../conclusion.ts';
import { exampleLadder, goodApp, passOn, withLines } from '../examples.ts';
import { questionsIn } from '../ladder.ts';
import { leadsToLogin, wantsLogin } from '../login.ts';
import { askedLines, linesOf } from '../reading.ts';
import { asksFirst } from '../request-head.ts';
import { alsoOn, behind, layerName, quoted, requestWords, statusWords } from '../words.ts';

interface Values {
  readonly first: BlamedAnswer;
  readonly others: number;
}

/** Who is not logged in gets no answer to OPTIONS, and a browser never logs in for a preflight. */
export const authBeforeOptions = {
  id: 'auth-before-options',
  title: 'Authentication comes before the preflight',
  severity: 'blocks',
  checks: ['s2.auth-first', 's2.status', 'gateway.options', 'app.early'],
  find(ladder) {
    const questions = questionsIn(ladder, ['preflight']);
    return byLayer(questions.map(question => blameAnswer(ladder, question, wantsLogin))).map(group => {
      const [first] = group;
      const evidence = group.flatMap(({ told }) => [
        ...askedLines(told, 'Access-Control-Request-Method'),
        ...linesOf(told, 'WWW-Authenticate'),
        ...linesOf(told, 'Location'),
      ]);
      const severity = group.some(({ told }) => asksFirst(told.request.method, ladder.ask)) ? 'blocks' : 'notes';
      return { layer: first.layer.name, evidence, severity, values: { first, others: group.length - 1 } };
    });
  },
  explain({ values: { first, others } }, ladder) {
    const { layer, told, innerTold } = first;
    const name = layerName(ladder, layer);
    const where = leadsToLogin(told) ? `, to ${quoted(linesText(told, 'Location'))}` : '';
    const inner = innerTold === null ? '' : behind(ladder, first, `responds with ${statusWords(innerTold)}`);
    return {
      seen: `${name} responds to ${requestWords(told)} with ${statusWords(told)}${where}${alsoOn(others)}${inner}.`,
      why: 'Browsers send preflights without cookies and without Authorization. If the response is not 2xx, they do not send the request itself.',
      change: `In ${name}, answer OPTIONS with Access-Control-Request-Method before authentication, and let only the other requests go through it.`,
    };
  },
  examples: [
    {
      desc: 'an auth proxy that sends everybody to the login page',
      blames: ['proxy'],
      ladder: () =>
        exampleLadder({
          cdn: passOn,
          proxy: ({ head }, behind) =>
            head.method === 'OPTIONS' ? '302 Found\nLocation: https://login.lab.test/oauth2/start' : behind(),
          app: goodApp,
        }),
    },
    {
      desc: 'an app whose authentication runs before its CORS code',
      blames: ['app'],
      ladder: () => exampleLadder({ cdn: passOn, app: () => '401 Unauthorized\nWWW-Authenticate: Bearer' }),
    },
    {
      desc: 'near miss: the preflight is let through, the request is not',
      blames: [],
      ladder: () =>
        exampleLadder({
          app: (request, inner) =>
            request.kind === 'preflight' ? goodApp(request, inner) : withLines('401 Unauthorized', 'Vary: Origin'),
        }),
    },
    {
      desc: 'near miss: it is the origin that is refused',
      blames: [],
      ladder: () => exampleLadder({ app: ({ origin }) => (origin === null ? '200 OK' : '403 Forbidden') }),
    },
  ],
} satisfies Conclusion<Values>;

function linesText({ head }: BlamedAnswer['told'], name: string): string {
  return head.lines.find(([each]) => each.toLowerCase() === name.toLowerCase())?.[1] ?? '';
}
