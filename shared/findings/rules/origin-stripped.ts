import { pathOf } from '../../trace/path.ts';
import { trailOf } from '../../trace/sighting.ts';
import { exchangeOf, withTrail } from '../examples.ts';
import { type Failure, failureWith, requestedLines, requestName } from '../failure.ts';
import type { Rule } from '../rule.ts';

const CODES = ['MissingAllowOriginHeader', 'PreflightMissingAllowOriginHeader'] as const;

interface Values {
  readonly failure: Failure;
  /** Who took it off, and who never saw it. */
  readonly by: string;
  readonly maker: string;
}

/** A layer takes the Origin header off the request, so that whatever handles CORS further in sees a request of no page. */
export const originStripped = {
  id: 'origin-stripped',
  title: 'A layer removes Origin from the request',
  severity: 'blocks',
  scenario: 's5',
  checks: ['s5.layers-in-order', 'gateway.rewrites', 'mistake.backend-only'],
  spec: 'https://fetch.spec.whatwg.org/#origin-header',
  browsersSay: { chromium: [], firefox: null },
  find(subject) {
    const failure = failureWith(subject, CODES);
    const stripper = failure && whoStripped(failure);
    if (failure === null || stripper === null) return [];
    return [{ layer: stripper.by, evidence: requestedLines(failure, 'Origin'), values: { failure, ...stripper } }];
  },
  explain({ values: { failure, by, maker } }) {
    return {
      seen: `\`${by}\` removed \`Origin: ${failure.origin}\` from \`${requestName(failure)}\`, so \`${maker}\` saw a request without an Origin and responded without Access-Control-Allow-Origin.`,
      why: `The page’s origin is \`${failure.origin}\`, and nothing in the response allows that origin to read it.`,
      change: `Let \`${by}\` pass the Origin header through to \`${maker}\`, or make \`${by}\` the only layer that handles CORS.`,
    };
  },
  examples: [
    {
      desc: 'a gateway that forwards no Origin',
      hits: 1,
      journey: withTrail(
        exchangeOf('GET https://api.lab.test/me\nOrigin: https://app.lab.test\n\n200 OK', 1, 'gateway'),
        exchangeOf('GET https://api.lab.test/me\n\n200 OK', 2, 'app'),
      ),
    },
    {
      desc: 'near miss: it is passed on, and the app says nothing all the same',
      hits: 0,
      journey: withTrail(
        exchangeOf('GET https://api.lab.test/me\nOrigin: https://app.lab.test\n\n200 OK', 1, 'gateway'),
        exchangeOf('GET https://api.lab.test/me\nOrigin: https://app.lab.test\n\n200 OK', 2, 'app'),
      ),
    },
  ],
} satisfies Rule<Values>;

/** Null where nobody did, or no tap further on saw the request. */
export function whoStripped({ journey, exchange }: Failure): { readonly by: string; readonly maker: string } | null {
  const first = trailOf(journey, exchange);
  if (first === null) return null;
  const { request, layers } = pathOf(first);
  const hop = request.hops.find(({ mutations }) =>
    mutations.some(({ kind, name }) => kind === 'removed' && /^origin$/i.test(name)),
  );
  return hop === undefined ? null : { by: hop.layer, maker: layers.at(-1) ?? '' };
}
