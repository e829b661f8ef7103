import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerJson, caseIdOf, type Handler, pathOf } from '../lab-case.ts';
import { answerPreflight, type CorsPolicy, corsFields, SOUND } from './cors.ts';
import { isValid, signToken } from './token.ts';

const COOKIE_ATTRIBUTES = 'HttpOnly; Secure; SameSite=Lax';
const TOKEN_SECONDS = 300;
const MOST_PHOTO_BYTES = 1_000_000;

export interface ShopSettings extends CorsPolicy {
  /** Of the session cookie, which holds for the case's own routes alone. */
  readonly cookieAttributes: string;
  /** Cache-Control of the list of products. */
  readonly productsCache: string;
}

/** The shop's API. A case says what of its settings is wrong. */
export function shop(wrong: Partial<ShopSettings> = {}): Handler {
  const settings: ShopSettings = { ...SOUND, cookieAttributes: COOKIE_ATTRIBUTES, productsCache: 'no-store', ...wrong };
  return (request, response) => {
    if (request.method === 'OPTIONS') return answerPreflight(settings, request, response);
    const route = ROUTES[`${request.method} ${pathOf(request)}`];
    if (route === undefined) return answer(404, { message: 'Not Found' });
    route({ request, response, settings, answer });

    function answer(status: number, value: object): void {
      for (const [name, text] of Object.entries(corsFields(settings, request, status))) response.setHeader(name, text);
      answerJson(response, status, value);
    }
  };
}

interface Serving {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly settings: ShopSettings;
  readonly answer: (status: number, value: object) => void;
}

const PRODUCTS = [
  { id: 1, name: 'Teapot', price: 24 },
  { id: 2, name: 'Kettle', price: 39 },
];
const ORDER = { id: 7, state: 'paid' };

const ROUTES: Readonly<Record<string, (serving: Serving) => void>> = {
  'GET products': ({ response, settings, answer }) => {
    response.setHeader('Cache-Control', settings.productsCache).setHeader('X-Total-Count', PRODUCTS.length);
    answer(200, { products: PRODUCTS });
  },
  'GET orders': ({ answer }) => answer(200, { orders: [ORDER] }),
  'POST orders': ({ answer }) => answer(201, ORDER),
  'GET orders/7': ({ answer }) => answer(200, ORDER),
  'PUT orders/7': ({ answer }) => answer(200, { ...ORDER, state: 'sent' }),
  'PATCH orders/7': ({ answer }) => answer(200, { ...ORDER, state: 'sent' }),
  'DELETE orders/7': ({ answer }) => answer(200, {}),
  'POST cart': ({ answer }) => answer(201, { items: 1 }),
  'GET report': ({ answer }) => answer(500, { message: 'division by zero' }),
  'POST login': ({ request, response, settings, answer }) => {
    response.setHeader('Set-Cookie', `sid=ada; Path=/${caseIdOf(request)}; ${settings.cookieAttributes}`);
    answer(200, { user: 'ada' });
  },
  'GET me': ({ request, answer }) =>
    /(?:^|;\s*)sid=/.test(request.headers.cookie ?? '')
      ? answer(200, { user: 'ada' })
      : answer(401, { message: 'not signed in' }),
  'POST token': ({ answer }) => answer(200, { token: signToken(now() + TOKEN_SECONDS) }),
  'GET account': ({ request, response, answer }) => {
    if (isValid(request.headers.authorization, now())) return answer(200, { user: 'ada', balance: 12 });
    response.setHeader('WWW-Authenticate', 'Bearer error="invalid_token"');
    answer(401, { message: 'the token has ended' });
  },
  'POST photos': serving => void receivePhoto(serving),
  'GET stock': sellTeapots,
};

async function receivePhoto({ request, answer }: Serving): Promise<void> {
  let bytes = 0;
  for await (const chunk of request) bytes += (chunk as Buffer).length;
  if (bytes > MOST_PHOTO_BYTES) answer(413, { message: 'a photo has at most a megabyte' });
  else answer(201, { bytes });
}

/** Server-sent events: how many teapots are left. */
function sellTeapots({ request, response, settings }: Serving): void {
  response.writeHead(200, {
    ...corsFields(settings, request, 200),
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-store',
  });
  let left = 3;
  const sell = () => {
    response.write(`data: {"teapots":${left}}\n\n`);
    left -= 1;
    if (left < 0) response.end();
  };
  sell();
  const timer = setInterval(sell, 1000).unref();
  response.on('close', () => clearInterval(timer));
}

function now(): number {
  return Date.now() / 1000;
}
