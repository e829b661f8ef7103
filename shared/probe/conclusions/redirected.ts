import { type BlamedAnswer, blameAnswer, byLayer } from '../blame.ts';
import type { Conclusion } from '../conclusion.ts';
import { exampleLadder, goodApp, passOn } from '../examples.ts';
import { questionsIn, type Told } from '../ladder.ts';
import { leadsToLogin, redirectTarget } from '../login.ts';
import { isRedirect, linesOf } from '../reading.ts';
import { asksFirst, authorityOf, urlOf } from '../request-head.ts';
import { alsoOn, behind, layerName, quoted, requestWords, statusWords } from '../words.ts';

interface Values {
  readonly first: BlamedAnswer;
  readonly others: number;
}

/** A 3xx in the place of an answer: to https, to another path, to another host. */
export const redirected = {
  id: 'redirected',
  title: 'A layer redirects the request',
  severity: 'risks',
  checks: ['s2.routed', 'mistake.ignored-redirect'],
  find(ladder) {
    const questions = questionsIn(ladder, ['preflight', 'request', 'fresh']);
    return byLayer(questions.map(question => blameAnswer(ladder, question, isPlainRedirect))).map(group => {
      const [first] = group;
      const evidence = group.flatMap(({ told }) => linesOf(told, 'Location'));
      const checks = [...new Set(group.flatMap(({ told }) => checksFor(told)))];
      const stops = group.some(
        ({ told }) => told.request.kind === 'preflight' && asksFirst(told.request.method, ladder.ask),
      );
      const values = { first, others: group.length - 1 };
      return { layer: first.layer.name, evidence, checks, severity: stops ? 'blocks' : 'risks', values };
    });
  },
  explain({ severity, values: { first, others } }, ladder) {
    const { layer, told, innerTold } = first;
    const name = layerName(ladder, layer);
    const { text } = redirectTarget(told);
    const inner = innerTold === null ? '' : behind(ladder, first, `responds with ${statusWords(innerTold)}`);
    return {
      seen: `${name} responds to ${requestWords(told)} with ${statusWords(told)}, to ${quoted(text)}${alsoOn(others)}${inner}.`,
      why:
        severity === 'blocks'
          ? 'A browser does not follow the redirect of a preflight: the request itself is never sent.'
          : `The browser follows it with another request, whose response must allow the page as well; if it leads to a third origin, that request has \`Origin: null\`. A preflight must not be redirected at all.`,
      change: `Let the page call ${quoted(text)} directly, or let ${name} serve \`${authorityOf(urlOf(ladder.ask))}\` without a redirect, above all for OPTIONS.`,
    };
  },
  examples: [
    {
      desc: 'a load balancer that sends everybody to https',
      blames: ['lb'],
      ladder: () =>
        exampleLadder(
          {
            lb: () => '301 Moved Permanently\nLocation: https://api.lab.test/orders',
            app: goodApp,
          },
          { url: 'http://api.lab.test/orders' },
        ),
    },
    {
      desc: 'an app that wants a slash at the end',
      blames: ['app'],
      ladder: () => exampleLadder({ cdn: passOn, app: () => '308 Permanent Redirect\nLocation: /orders/' }),
    },
    {
      desc: 'near miss: to a login page, which is another matter',
      blames: [],
      ladder: () => exampleLadder({ app: () => '302 Found\nLocation: /login' }),
    },
    {
      desc: 'near miss: a response that was not modified',
      blames: [],
      ladder: () => exampleLadder({ app: () => '304 Not Modified' }),
    },
  ],
} satisfies Conclusion<Values>;

/** Where somebody is sent to log in, authentication is what happened. */
function isPlainRedirect(told: Told): boolean {
  return isRedirect(told) && !leadsToLogin(told);
}

function checksFor(told: Told): string[] {
  const { origin } = redirectTarget(told);
  const { scheme, authority } = told.exchange;
  if (origin === `https://${authority}` && scheme === 'http') return ['s6.https-redirect'];
  return origin === `${scheme}://${authority}` ? [] : ['s5.redirect-host'];
}
