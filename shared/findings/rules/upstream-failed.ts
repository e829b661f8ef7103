import { type Exchange, exchangeUrl, type WireFailure } from '../../trace/exchange.ts';
import { FAILURE_TEXT } from '../../trace/failure-text.ts';
import { exchangesOf, type Journey } from '../../trace/journey.ts';
import { layerBehind, lone, UPSTREAM } from '../../trace/path.ts';
import { mainLine, trailOf } from '../../trace/sighting.ts';
import { exchangeOf, journeyOf, withTrail } from '../examples.ts';
import type { Rule } from '../rule.ts';

interface Values {
  readonly exchange: Exchange;
  /** What gave no answer: a layer, or the host where no layer is known. */
  readonly silent: string;
  readonly reason: WireFailure;
  readonly detail: string;
}

/** No answer ever came, so there is nothing that CORS could refuse: the page sees the same TypeError all the same. */
export const upstreamFailed = {
  id: 'upstream-failed',
  title: 'The request got no response, which is not a CORS failure',
  severity: 'blocks',
  scenario: 's1',
  checks: ['cat.not-cors'],
  spec: 'https://fetch.spec.whatwg.org/#concept-network-error',
  browsersSay: { chromium: ['InvalidResponse'], firefox: 'CORS request did not succeed' },
  find({ journey }) {
    return exchangesOf(journey).flatMap(exchange => {
      if (exchange.outcome.kind !== 'failed') return [];
      const innermost = innermostFailure(journey, exchange);
      const { reason, detail } = innermost.outcome;
      const layer = layerBehind(innermost);
      const silent = layer === UPSTREAM ? exchange.authority : layer;
      return [{ layer, evidence: [], values: { exchange, silent, reason, detail } }];
    });
  },
  explain({ values: { exchange, silent, reason, detail } }) {
    const asked = `${exchange.received.method} ${exchangeUrl(exchange).replace(/\?.*$/s, '')}`;
    return {
      seen: `\`${asked}\` got no response from \`${silent}\`: ${FAILURE_TEXT[reason]}${detail === '' ? '' : ` (\`${detail}\`)`}.`,
      why: 'Without a response there are no CORS headers. The page gets the same network error as for a CORS failure, and the console may mention CORS as well.',
      change: `${CHANGE[reason]} CORS settings cannot fix this.`,
    };
  },
  examples: [
    {
      desc: 'nothing listens there',
      hits: 1,
      journey: journeyOf(`
        OPTIONS https://api.lab.test/orders/7
        Origin: https://app.lab.test
        Access-Control-Request-Method: PUT

        refused ECONNREFUSED 10.0.0.7:443`),
    },
    {
      desc: 'the app cuts the connection, and the gateway in front of it does the same',
      hits: 1,
      journey: withTrail(
        exchangeOf('GET https://api.lab.test/me\nOrigin: https://app.lab.test\n\ncut', 1, 'gateway'),
        exchangeOf('GET https://api.lab.test/me\nOrigin: https://app.lab.test\n\ncut', 2, 'app'),
      ),
    },
    {
      desc: 'near miss: a gateway that cannot reach its upstream does answer',
      hits: 0,
      journey: journeyOf(`
        GET https://api.lab.test/products
        Origin: https://app.lab.test

        502 Bad Gateway
        Content-Type: text/html`),
    },
  ],
} satisfies Rule<Values>;

type Failed = Exchange & { readonly outcome: Extract<Exchange['outcome'], { kind: 'failed' }> };

/** Each layer hands the silence on; the last tap that met it stands in front of the one that was silent. */
function innermostFailure(journey: Journey, exchange: Exchange): Failed {
  const line = mainLine(trailOf(journey, exchange) ?? lone(exchange)).map(sighting => sighting.exchange);
  return line.findLast(isFailed) ?? (exchange as Failed);
}

function isFailed(exchange: Exchange): exchange is Failed {
  return exchange.outcome.kind === 'failed';
}

const CHANGE: Readonly<Record<WireFailure, string>> = {
  dns: 'Check the host name, and that it resolves on the machine that makes the request.',
  refused: 'Start the server, or correct the port in the URL.',
  unreachable: 'Check the network on the way to that address: VPN, firewall, routing.',
  reset: 'Look in the server’s log for the connection that it closed.',
  cut: 'Look in the server’s log for a crash or a timeout during the response.',
  tls: 'Check the server’s certificate and the TLS versions that both sides support.',
  timeout: 'Check that the server is up and that no firewall drops the connection.',
  protocol: 'Check that the port speaks HTTP, and that the scheme (http or https) is right.',
  'too-large': 'Find what makes the headers so long; it is often a growing cookie.',
  redirects:
    'Let the page request the final URL; or switch off the fix that follows redirects, and see what the browser does with them.',
  loop: 'Let the page request the API’s own address, not corscope’s.',
};
