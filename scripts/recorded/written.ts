import { exchangeOf } from '../../shared/findings/examples.ts';
import type { RequestHead, ResponseHead } from '../../shared/http/head.ts';
import type { HeaderLine } from '../../shared/http/header-line.ts';
import type { Exchange } from '../../shared/trace/exchange.ts';
import type { Witness } from '../../shared/trace/witness.ts';
import type { ExchangeRecord } from '../../shared/wire/exchange-record.ts';

/** An exchange in the text of `shared/findings/examples.ts`, and what a browser would tell of it. */
interface Written {
  readonly text: string;
  readonly tap?: string;
  /** Milliseconds after the one before it. */
  readonly after?: number;
  readonly witness?: Partial<Witness>;
  readonly members?: Partial<ExchangeRecord>;
}

const SHOP = 'https://shop.example';
const SECRET = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3In0.c2lnbmF0dXJl';
const LONG = Array.from({ length: 24 }, (_, at) => `facet[${at}]=colour:${at}`).join('&');

/** What the lab has no case of, or no browser does at will: all of it at one tap but the last two. */
export const WRITTEN: readonly Written[] = [
  {
    text: `GET ${SHOP}/
      Sec-Fetch-Mode: navigate

      200 OK
      Content-Type: text/html; charset=utf-8`,
    members: { responseBody: { bytes: 18_342, kept: 0 } },
  },
  {
    text: `GET https://api.shop.example/products?page=2
      Origin: ${SHOP}

      200 OK
      Content-Type: application/json
      Access-Control-Allow-Origin: ${SHOP}
      Vary: Origin`,
    witness: { asked: { credentials: 'omit' } },
  },
  {
    text: `GET https://api.shop.example/cart
      Origin: ${SHOP}

      200 OK
      Content-Type: application/json
      Access-Control-Allow-Origin: *`,
  },
  {
    text: `OPTIONS https://api.shop.example/cart/items/41
      Origin: ${SHOP}
      Access-Control-Request-Method: DELETE

      204 No Content
      Access-Control-Allow-Origin: ${SHOP}
      Access-Control-Allow-Methods: GET, POST, DELETE
      Access-Control-Max-Age: 600
      Vary: Origin`,
  },
  {
    text: `DELETE https://api.shop.example/cart/items/41
      Origin: ${SHOP}

      204 No Content
      Access-Control-Allow-Origin: ${SHOP}
      Vary: Origin`,
    after: 30,
    witness: { asked: { credentials: 'omit' }, status: 204 },
  },
  {
    text: `GET https://api.shop.example/account
      Origin: ${SHOP}
      Authorization: Bearer ${SECRET}
      Cookie: session=s%3A9f1c2d7b6a5e4; theme=dark

      200 OK
      Content-Type: application/json
      Access-Control-Allow-Origin: ${SHOP}
      Access-Control-Allow-Credentials: yes
      Set-Cookie: session=s%3A0a1b2c3d4e5f6; Path=/; Secure; HttpOnly; SameSite=None
      Vary: Origin`,
    witness: {
      outcome: 'blocked',
      corsError: 'InvalidAllowCredentials',
      failedParameter: 'yes',
      asked: { credentials: 'include' },
      cookies: { sent: ['session', 'theme'], blocked: [], setBlocked: [] },
    },
  },
  {
    text: `GET https://api.shop.example/search/catalogue/products/by-facets/and-availability/in-every-warehouse?${LONG}
      Origin: ${SHOP}
      Accept: application/vnd.shop.search-results.v7+json;profile="https://shop.example/profiles/listing";q=0.9, application/json;q=0.4

      200 OK
      Content-Type: application/vnd.shop.search-results.v7+json
      Content-Security-Policy: default-src 'none'; connect-src 'self' https://api.shop.example https://events.shop.example; img-src https://images.shop.example data:; frame-ancestors 'none'; report-uri https://reports.shop.example/csp
      Access-Control-Allow-Origin: https://www.shop.example
      Vary: Accept-Encoding`,
    witness: { outcome: 'blocked', corsError: 'AllowOriginMismatch', failedParameter: 'https://www.shop.example' },
  },
  {
    text: `GET https://api.shop.example/me
      Origin: ${SHOP}

      200 OK
      Content-Type: application/json
      Access-Control-Allow-Origin: ${SHOP}
      Vary: Origin`,
    witness: { outcome: 'blocked', corsError: 'MissingAllowOriginHeader', asked: { credentials: 'omit' } },
  },
  {
    text: `GET https://events.shop.example/stream
      Origin: ${SHOP}

      refused 127.0.0.1:8443`,
  },
  {
    text: `POST https://api.shop.example/reports
      Origin: ${SHOP}
      Content-Type: text/plain
      Content-Length: 64`,
  },
  {
    text: `GET https://api.parcel.test/track/9
      Origin: https://app.lab.test

      200 OK
      Content-Type: application/json`,
    witness: {
      outcome: 'blocked',
      corsError: 'MissingAllowOriginHeader',
      page: 'https://app.lab.test/',
      asked: { credentials: 'omit' },
    },
  },
  {
    text: `GET https://api.parcel.test/track/9
      Origin: https://app.lab.test

      200 OK
      Content-Type: application/json
      Access-Control-Allow-Origin: *`,
    tap: 'app',
    after: 3,
    members: { timings: { forwarded: 1, returned: 8, delivered: 9, ended: 10 }, scheme: 'http' },
  },
];

const APART_MS = 2_300;

/** The written exchanges and accounts, numbered on from those that are there already, from a point in time on. */
export function writtenEvents(exchange: number, witness: number, from: number) {
  let at = from;
  return WRITTEN.flatMap(({ text, tap = 'proxy', after = APART_MS, witness: told, members }, index) => {
    at += after;
    const written = exchangeOf(text, exchange + index, tap);
    const record = { ...recordOf(written), startedAt: at, ...members };
    if (told === undefined) return [{ type: 'exchange', exchange: record } as const];
    const account = { ...accountOf(record, written), id: `w${witness + index}`, ...told };
    return [{ type: 'exchange', exchange: record } as const, { type: 'witness', witness: account } as const];
  });
}

function accountOf({ startedAt }: ExchangeRecord, exchange: Exchange): Witness {
  return {
    id: '',
    url: `${exchange.scheme}://${exchange.authority}${exchange.received.target}`,
    method: exchange.received.method,
    page: `${SHOP}/`,
    target: 'page',
    resource: 'Fetch',
    startedAt: startedAt - 4,
    endedAt: startedAt + 26,
    outcome: 'allowed',
    status: 200,
    corsError: null,
    failedParameter: '',
    blockedReason: null,
    errorText: '',
    asked: {},
    servedFrom: 'network',
    cookies: { sent: [], blocked: [], setBlocked: [] },
  };
}

function recordOf(exchange: Exchange): ExchangeRecord {
  const {
    received,
    returned,
    interim: _,
    requestTrailers,
    responseTrailers,
    changes,
    followed,
    forwarded,
    delivered,
    ...rest
  } = exchange;
  return { ...rest, received: requestText(received), returned: returned === null ? null : answerText(returned) };
}

function requestText({ method, target, version, lines }: RequestHead): string {
  return `${method} ${target} ${version}\r\n${linesText(lines)}`;
}

function answerText({ version, status, reason, lines }: ResponseHead): string {
  return `${version} ${status} ${reason}\r\n${linesText(lines)}`;
}

function linesText(lines: readonly HeaderLine[]): string {
  return `${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}
