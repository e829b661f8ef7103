import type { TokenClaims } from '../../http/bearer-token.ts';
import { type BearerRefusal, bearerRefusal, type TokenTrouble } from '../bearer-refusal.ts';
import { blame } from '../blame.ts';
import { journeyOf } from '../examples.ts';
import { exchangeName } from '../exchange-name.ts';
import { finalExchange, linesNamed } from '../final-exchange.ts';
import type { Rule } from '../rule.ts';

/** The API refuses the token: with CORS headers or without, no CORS setting lets this request pass. */
export const tokenInvalid = {
  id: 'token-invalid',
  title: 'The API refuses the bearer token',
  severity: 'risks',
  scenario: 's7',
  checks: ['s7.token'],
  spec: 'https://httpwg.org/specs/rfc9110.html#field.www-authenticate',
  browsersSay: { chromium: [], firefox: null },
  find({ journey }) {
    const exchange = finalExchange(journey);
    const refusal = exchange && bearerRefusal(exchange);
    if (exchange === null || refusal === null) return [];
    const evidence = [
      ...linesNamed(exchange, 'received', ['authorization']),
      ...linesNamed(exchange, 'delivered', ['www-authenticate']),
    ];
    const told = refusal.trouble !== 'unknown' && refusal.trouble !== 'rights';
    const checks = refusal.status === 401 || refusal.status === 403 ? ['s7.is-401'] : [];
    return [{ layer: told ? 'browser' : blame({ journey, exchange }, null), evidence, checks, values: refusal }];
  },
  explain({ values }) {
    const { exchange, status, word } = values;
    const said = word === null ? '' : ` with \`error="${word}"\``;
    return {
      seen: `\`${exchangeName(exchange)}\` was sent with a bearer token and returned ${status}${said}. ${contents(values)}`,
      why: `${WHY[values.trouble]} This is an authentication failure, whether or not CORS also hides the response.`,
      change: CHANGE[values.trouble](exchange.authority),
    };
  },
  examples: [
    {
      desc: 'an expired token, and a response that the page may read',
      hits: 1,
      journey: journeyOf(`
        GET https://api.lab.test/me
        Origin: https://app.lab.test
        Authorization: Bearer ${tokenOf('eyJhbGciOiJSUzI1NiJ9', 'eyJpc3MiOiJodHRwczovL2F1dGgubGFiLnRlc3QiLCJhdWQiOiJodHRwczovL2FwaS5sYWIudGVzdCIsImV4cCI6MTc2OTg1MzAwMH0')}

        401 Unauthorized
        WWW-Authenticate: Bearer error="invalid_token"
        Access-Control-Allow-Origin: https://app.lab.test`),
    },
    {
      desc: 'a token without a signature',
      hits: 1,
      journey: journeyOf(`
        GET https://api.lab.test/me
        Origin: https://app.lab.test
        Authorization: Bearer ${tokenOf('eyJhbGciOiJub25lIn0', 'eyJzdWIiOiI3In0')}

        403 Forbidden`),
    },
    {
      desc: 'JavaScript’s word for no token at all',
      hits: 1,
      journey: journeyOf(`
        GET https://api.lab.test/me
        Origin: https://app.lab.test
        Authorization: Bearer undefined

        401 Unauthorized`),
    },
    {
      desc: 'a token that only its issuer can read',
      hits: 1,
      journey: journeyOf(`
        GET https://api.lab.test/me
        Origin: https://app.lab.test
        Authorization: Bearer 2YotnFZFEjr1zCsicMWpAA

        403 Forbidden
        WWW-Authenticate: Bearer error="insufficient_scope"`),
    },
    {
      desc: 'near miss: an expired token that the API takes all the same',
      hits: 0,
      journey: journeyOf(`
        GET https://api.lab.test/me
        Origin: https://app.lab.test
        Authorization: Bearer ${tokenOf('eyJhbGciOiJSUzI1NiJ9', 'eyJleHAiOjE3Njk4NTMwMDB9')}

        200 OK
        Access-Control-Allow-Origin: https://app.lab.test
        Vary: Origin`),
    },
    {
      desc: 'near miss: 403 to an opaque token, which may be for anything',
      hits: 0,
      journey: journeyOf(`
        GET https://api.lab.test/me
        Origin: https://app.lab.test
        Authorization: Bearer 2YotnFZFEjr1zCsicMWpAA

        403 Forbidden
        Access-Control-Allow-Origin: https://app.lab.test
        Vary: Origin`),
    },
  ],
} satisfies Rule<BearerRefusal>;

/** Of an example: its signature was never anybody's. */
function tokenOf(header: string, payload: string): string {
  return `${header}.${payload}.c2lnbmF0dXJl`;
}

/** The token itself is never shown, and of its claims only those that say whom it is from, whom for, and until when. */
function contents({ claims, trouble, exchange }: BearerRefusal): string {
  if (trouble === 'absent') return 'The header contains no token.';
  if (claims === null) return 'The token is not a JSON Web Token that can be decoded here.';
  return `Decoded here, it names ${issuerText(claims)} and ${audienceText(claims)}, is signed with ${literal(claims.algorithm ?? 'no algorithm')} and ${expiryText(claims, exchange.startedAt)}.`;
}

function issuerText({ issuer }: TokenClaims): string {
  return issuer === null ? 'no issuer' : `the issuer ${literal(issuer)}`;
}

function audienceText({ audience }: TokenClaims): string {
  return audience.length === 0 ? 'no audience' : `the audience ${audience.map(literal).join(', ')}`;
}

function expiryText({ expiresAt }: TokenClaims, sentAt: number): string {
  if (expiresAt === null) return 'never expires';
  const when = `\`${new Date(expiresAt).toISOString()}\``;
  return expiresAt <= sentAt
    ? `expired at ${when}, ${durationText(sentAt - expiresAt)} before it was sent`
    : `expires at ${when}`;
}

const LONGEST = 120;

/** Whoever made the token wrote what it says. */
function literal(value: string): string {
  const plain = value.replace(/[`\s]+/g, ' ').trim();
  return `\`${plain.length > LONGEST ? `${plain.slice(0, LONGEST)}…` : plain || ' '}\``;
}

function durationText(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  if (minutes < 1) return 'less than a minute';
  if (minutes < 120) return `${minutes} min`;
  return minutes < 2880 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} days`;
}

const WHY: Readonly<Record<TokenTrouble, string>> = {
  absent: 'The page set the header before it had a token.',
  expired: 'An expired token is rejected, however valid its signature.',
  early: 'The token is not valid yet: its `nbf` is later than the time of the request, so the clocks may differ.',
  unsigned: 'A token with the algorithm `none` has no signature, so it proves nothing.',
  rights: 'The API recognizes the caller, but does not permit this request.',
  unknown:
    'The claims that can be read here look valid, so the API rejects what only it can check: the signature, the issuer, the audience, or a revocation.',
};

const CHANGE: Readonly<Record<TokenTrouble, (host: string) => string>> = {
  absent: host => `In the page, wait for the token before calling \`${host}\`, and send no Authorization without one.`,
  expired: host =>
    `In the page, refresh the token before it expires, and again on a 401 from \`${host}\`; the page can see that 401 only if it carries CORS headers.`,
  early: host =>
    `Set the clocks of the issuer and of \`${host}\` by NTP, or let \`${host}\` allow for some difference.`,
  unsigned: () => 'Let the issuer sign the token, with a key that the API knows.',
  rights: host => `Request a token with the scope or role that \`${host}\` requires here, or grant it to this user.`,
  unknown: host =>
    `Compare the token’s issuer, audience and algorithm with those that \`${host}\` is set to accept, and look in its log for why it refused.`,
};
