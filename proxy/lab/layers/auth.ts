import { answerJson, type Handler, pathOf } from '../lab-case.ts';
import { shop } from '../shop/shop.ts';

const signIn = shop();

/** The identity provider: tokens for pages, and a login form, which is for people and so says nothing of CORS. */
export const auth: Handler = (request, response) => {
  if (pathOf(request) !== 'login' || request.method === 'POST') return signIn(request, response);
  if (request.method !== 'GET') return answerJson(response, 405, { message: 'Method Not Allowed' });
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(
    '<!doctype html><title>Sign in</title><form method="post"><input name="user"><button>Sign in</button></form>',
  );
};
