import { type Exchange, exchangeUrl } from '../../trace/exchange.ts';
import { exchangesOf } from '../../trace/journey.ts';
import { journeyOf, withChanges } from '../examples.ts';
import type { Rule, Subject } from '../rule.ts';
import { witnessedJourney } from '../witnessed.ts';

interface Values {
  readonly method: string;
  readonly url: string;
  /** Milliseconds until it was given up; null where nothing tells. */
  readonly after: number | null;
}

/** The page gave up, or left, before the answer was there: it gets an error that looks like every other. */
export const abortedByPage = {
  id: 'aborted-by-page',
  title: 'The page canceled the request',
  severity: 'risks',
  scenario: 's1',
  checks: ['cat.not-cors'],
  spec: 'https://fetch.spec.whatwg.org/#fetch-controller-abort',
  browsersSay: { chromium: [], firefox: null },
  find(subject) {
    const values = valuesOf(subject);
    return values === null ? [] : [{ layer: 'browser', evidence: [], values }];
  },
  explain({ values: { method, url, after } }) {
    const when = after === null ? '' : ` after ${Math.round(after)} ms`;
    return {
      seen: `\`${method} ${url.replace(/[?#].*$/s, '')}\` was canceled by the browser${when}, before a response came.`,
      why: 'The page aborted the request (AbortController, a timeout of its HTTP library, a component that was removed) or navigated away while it was pending. The page gets an error that has nothing to do with CORS.',
      change:
        'Find what aborts it in the page: a missing `preventDefault()` on submit, an effect that runs twice, or a timeout shorter than the response takes.',
    };
  },
  examples: [
    {
      desc: 'as the tap saw it',
      hits: 1,
      journey: withChanges(
        journeyOf(`
        GET https://api.lab.test/report
        Origin: https://app.lab.test`),
        { outcome: { kind: 'aborted' } },
      ),
    },
    {
      desc: 'as the browser tells it',
      hits: 1,
      journey: witnessedJourney({ outcome: 'failed', errorText: 'net::ERR_ABORTED' }),
    },
    {
      desc: 'near miss: still under way',
      hits: 0,
      journey: journeyOf(`
        GET https://api.lab.test/report
        Origin: https://app.lab.test`),
    },
    {
      desc: 'near miss: the server hung up',
      hits: 0,
      journey: journeyOf(`
        GET https://api.lab.test/report
        Origin: https://app.lab.test

        reset ECONNRESET`),
    },
  ],
} satisfies Rule<Values>;

/** An answer whose head came may be refused for what stands in it: then the browser itself closes the connection. */
function valuesOf({ journey, verdict }: Subject): Values | null {
  const exchange = exchangesOf(journey).findLast(isGivenUp);
  if (exchange !== undefined) {
    return { method: exchange.received.method, url: exchangeUrl(exchange), after: exchange.timings.ended };
  }
  const { witness } = journey;
  if (witness?.errorText !== 'net::ERR_ABORTED' || witness.corsError !== null || verdict.outcome === 'blocked')
    return null;
  return { method: witness.method, url: witness.url, after: null };
}

function isGivenUp({ outcome, delivered }: Exchange): boolean {
  return outcome.kind === 'aborted' && delivered === null;
}
