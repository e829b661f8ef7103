import { type Exchange, exchangeUrl, type WireFailure } from '../../trace/exchange.ts';
import { FAILURE_TEXT } from '../../trace/failure-text.ts';
import { exchangesOf } from '../../trace/journey.ts';
import { journeyOf } from '../examples.ts';
import type { Rule } from '../rule.ts';

interface Values {
  readonly exchange: Exchange;
  readonly reason: WireFailure;
  readonly detail: string;
}

/** No answer ever came, so there is nothing that CORS could refuse: the page sees the same TypeError all the same. */
export const upstreamFailed = {
  id: 'upstream-failed',
  title: 'The request never got an answer: not a matter of CORS',
  severity: 'blocks',
  scenario: 's1',
  checks: ['cat.not-cors'],
  spec: 'https://fetch.spec.whatwg.org/#concept-network-error',
  browsersSay: { chromium: ['InvalidResponse'], firefox: 'CORS request did not succeed' },
  find({ journey }) {
    return exchangesOf(journey).flatMap(exchange => {
      const { outcome } = exchange;
      if (outcome.kind !== 'failed') return [];
      const values = { exchange, reason: outcome.reason, detail: outcome.detail };
      return [{ layer: 'upstream', evidence: [], values }];
    });
  },
  explain({ values: { exchange, reason, detail } }) {
    const asked = `${exchange.received.method} ${exchangeUrl(exchange).replace(/\?.*$/s, '')}`;
    return {
      seen: `\`${asked}\` got no answer from \`${exchange.authority}\`: ${FAILURE_TEXT[reason]}${detail === '' ? '' : ` (\`${detail}\`)`}.`,
      why: 'Without an answer there are no CORS headers to read. The page gets the same network error as for a CORS failure, and the console may name CORS beside it.',
      change: `${CHANGE[reason]} CORS settings cannot mend this.`,
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

const CHANGE: Readonly<Record<WireFailure, string>> = {
  dns: 'Check the host name in the page’s API address, and that this machine can resolve it.',
  refused: 'Start the server, or correct the port in the page’s API address.',
  unreachable: 'Check the network between this machine and that address: VPN, firewall, routing.',
  reset: 'Look in the server’s log for the connection that it closed.',
  cut: 'Look in the server’s log for a crash or a time limit in the middle of the answer.',
  tls: 'Check the server’s certificate and the TLS versions that both sides speak.',
  timeout: 'Check that the server is up and that no firewall drops the connection.',
  protocol: 'Check that the port speaks HTTP, and the scheme (http or https) that the page uses.',
  'too-large': 'Find what makes the head so long, mostly a cookie that grows.',
  redirects:
    'Let the page ask the final URL; or switch off the fix that has redirects followed, and see what the browser makes of them.',
  loop: 'Let the page ask the API’s own address, not corscope’s.',
};
