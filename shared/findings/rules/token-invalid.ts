import { readBearer, type TokenClaims } from '../../http/bearer-token.ts';
import { firstValue } from '../../http/header-line.ts';
import { parseUrl } from '../../http/url.ts';
import type { Exchange } from '../../trace/exchange.ts';
import { journeyOf } from '../examples.ts';
import { exchangeName } from '../exchange-name.ts';
import { finalExchange, linesNamed } from '../final-exchange.ts';
import type { Rule } from '../rule.ts';

interface Values {
  readonly exchange: Exchange;
  readonly claims: TokenClaims;
  readonly troubles: readonly string[];
}

/** Token headers for the examples, in base64url. */
const HS256 = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9';
const UNSIGNED = 'eyJhbGciOiJub25lIn0';

/** Authentication refused the token. It is decoded here, and nothing of it is shown but what it says of itself. */
export const tokenInvalid = {
  id: 'token-invalid',
  title: 'The API refuses the bearer token: not a matter of CORS',
  severity: 'risks',
  scenario: 's7',
  checks: ['s7.token', 's7.is-401'],
  spec: 'https://httpwg.org/specs/rfc9110.html#name-authorization',
  browsersSay: { chromium: [], firefox: null },
  find({ journey }) {
    const exchange = finalExchange(journey);
    const status = exchange?.delivered?.status ?? 0;
    if (exchange === null || (status !== 401 && status !== 403)) return [];
    const claims = readBearer(firstValue(exchange.received.lines, 'Authorization') ?? '');
    if (claims === null) return [];
    const troubles = troublesOf(claims, exchange);
    // 403 is mostly for somebody who is known and may not
    if (status === 403 && troubles.length === 0) return [];
    const evidence = [
      ...linesNamed(exchange, 'received', ['authorization']),
      ...linesNamed(exchange, 'delivered', ['www-authenticate']),
    ];
    return [{ layer: 'browser', evidence, values: { exchange, claims, troubles } }];
  },
  explain({ values: { exchange, claims, troubles } }) {
    return {
      seen: `\`${exchangeName(exchange)}\` was answered ${exchange.delivered?.status ?? 0}; the bearer token ${saysOf(claims)}.`,
      why:
        troubles.length === 0
          ? 'By its own dates the token holds, so it is its signature, its issuer or its audience that the API does not accept.'
          : `The API cannot accept it: ${troubles.join('; ')}. A page that may not read the answer takes this for a CORS failure.`,
      change: changeFor(exchange, troubles),
    };
  },
  examples: [
    {
      desc: 'ended years ago, and the page may read so',
      hits: 1,
      journey: withToken('401 Unauthorized', 'eyJpc3MiOiJodHRwczovL2F1dGgubGFiLnRlc3QiLCJleHAiOjE1Nzc4MzY4MDB9'),
    },
    {
      desc: 'not signed at all',
      hits: 1,
      journey: withToken('403 Forbidden', 'eyJpc3MiOiJodHRwczovL2F1dGgubGFiLnRlc3QifQ', UNSIGNED),
    },
    {
      desc: 'made for another API',
      hits: 1,
      journey: withToken('401 Unauthorized', 'eyJhdWQiOlsiaHR0cHM6Ly9maWxlcy5sYWIudGVzdCJdLCJleHAiOjE5MDAwMDAwMDB9'),
    },
    {
      desc: 'from a clock that is ahead',
      hits: 1,
      journey: withToken('401 Unauthorized', 'eyJuYmYiOjE4MDAwMDAwMDB9'),
    },
    {
      desc: 'refused, and nothing is to be seen on it',
      hits: 1,
      journey: withToken('401 Unauthorized', 'eyJhdWQiOiJhcGkiLCJleHAiOjE5MDAwMDAwMDB9'),
    },
    {
      desc: 'near miss: the token holds, its owner may not',
      hits: 0,
      journey: withToken('403 Forbidden', 'eyJhdWQiOiJhcGkiLCJleHAiOjE5MDAwMDAwMDB9'),
    },
    {
      desc: 'near miss: it is accepted, whatever it says',
      hits: 0,
      journey: withToken('200 OK', 'eyJleHAiOjE1Nzc4MzY4MDB9'),
    },
    {
      desc: 'near miss: a token that nobody but the API can read',
      hits: 0,
      journey: journeyOf(`
        GET https://api.lab.test/me
        Origin: https://app.lab.test
        Authorization: Bearer 2YotnFZFEjr1zCsicMWpAA

        401 Unauthorized`),
    },
  ],
} satisfies Rule<Values>;

function troublesOf({ algorithm, audience, expires, notBefore }: TokenClaims, exchange: Exchange): string[] {
  const now = exchange.startedAt / 1000;
  return [
    expires !== null && expires <= now ? `it had ended ${timeText(now - expires)} before the request` : '',
    notBefore !== null && notBefore > now ? `it begins to hold ${timeText(notBefore - now)} after the request` : '',
    algorithm?.toLowerCase() === 'none' ? 'it is not signed' : '',
    isForOthers(audience, exchange) ? `it is meant for ${list(audience)} and not for \`${exchange.authority}\`` : '',
  ].filter(text => text !== '');
}

/** An audience need be no URL; where each is one, the API's host should be among them. */
function isForOthers(audience: readonly string[], { authority }: Exchange): boolean {
  const hosts = audience.map(each => (/^https?:/.test(each) ? (parseUrl(each)?.host ?? null) : null));
  return hosts.length > 0 && !hosts.includes(null) && !hosts.includes(authority.replace(/:\d+$/, '').toLowerCase());
}

function saysOf({ algorithm, issuer, audience, expires }: TokenClaims): string {
  const told = [
    issuer === null ? '' : `is from \`${issuer}\``,
    audience.length === 0 ? '' : `is meant for ${list(audience)}`,
    expires === null ? 'has no end' : `ends \`${new Date(expires * 1000).toISOString()}\``,
    algorithm === null ? '' : `has the algorithm \`${algorithm}\``,
  ];
  return told.filter(text => text !== '').join(', ');
}

function list(names: readonly string[]): string {
  return names.map(name => `\`${name}\``).join(', ');
}

function changeFor({ authority }: Exchange, troubles: readonly string[]): string {
  return troubles.length === 0
    ? `Compare what \`${authority}\` is set to accept (issuer, audience, keys) with what the token says; CORS settings cannot mend this.`
    : `Let the page get a new token that holds for \`${authority}\` before it calls, or when it is answered 401; CORS settings cannot mend this.`;
}

/** `47 s`, `12 min`, `5 h`, `2222 days`. */
function timeText(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} days`;
}

/** A call with a token of these claims, in base64url; its signature is nobody's. */
function withToken(answer: string, claims: string, header = HS256) {
  return journeyOf(`
    GET https://api.lab.test/account
    Origin: https://app.lab.test
    Authorization: Bearer ${header}.${claims}.c2ln

    ${answer}
    Access-Control-Allow-Origin: https://app.lab.test`);
}
