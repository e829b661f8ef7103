import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { EXAMPLE_POLICY, POLICIES } from '../../shared/fixes/recipes/example-policies.ts';
import { cloudfront } from '../../shared/fixes/recipes/stacks/cloudfront.ts';
import { netlify } from '../../shared/fixes/recipes/stacks/netlify.ts';
import { nextjs } from '../../shared/fixes/recipes/stacks/nextjs.ts';
import { vercel } from '../../shared/fixes/recipes/stacks/vercel.ts';
import { listElements } from '../../shared/http/token-list.ts';
import { type Api, startApi } from './support/api.ts';
import type { Answer, Question } from './support/ask.ts';
import { rowsFor, type Subject } from './support/table.ts';

/** What stands at an edge that is not here, but whose language is. */
describe('the function in the template of CloudFront', () => {
  const code = parse(cloudfront.complete(EXAMPLE_POLICY)).Resources.Preflight.Properties.FunctionCode;
  const handler = runInNewContext(`${code}; handler`) as (event: unknown) => unknown;
  const header = (values: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
  const request = (method: string, headers: Readonly<Record<string, string>>) => ({ method, headers: header(headers) });
  const asked = { 'access-control-request-method': 'PUT' };

  it('answers a preflight of an origin that is allowed', () => {
    const origin = 'https://admin.example.com';
    expect(handler({ request: request('OPTIONS', { origin, ...asked }) })).toEqual({
      statusCode: 204,
      statusDescription: 'No Content',
      headers: header({
        vary: 'Origin',
        'access-control-allow-origin': origin,
        'access-control-allow-credentials': 'true',
        'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
        'access-control-allow-headers': 'authorization, content-type, x-tenant',
        'access-control-max-age': '600',
      }),
    });
  });

  it.each(['https://app.example.com.evil.test', 'https://app.example', 'null'])('names no other: %s', origin => {
    const answer = handler({ request: request('OPTIONS', { origin, ...asked }) });
    expect(answer).toMatchObject({ statusCode: 204, headers: header({ vary: 'Origin' }) });
    expect(Object.keys((answer as { headers: object }).headers)).toEqual(['vary']);
  });

  it.each([
    { desc: 'another method', given: request('GET', { origin: 'https://app.example.com' }) },
    { desc: 'an OPTIONS that is no preflight', given: request('OPTIONS', { origin: 'https://app.example.com' }) },
  ])('passes on $desc', ({ given }) => expect(handler({ request: given })).toBe(given));
});

type EdgeFunction = (request: Request, context: { next(): Promise<Response> }) => Promise<Response>;

/** The web's own classes are Node's too; what calls the function at Netlify is not here. */
describe.each(POLICIES)('the edge function for Netlify: $desc', ({ policy }) => {
  let api: Api;
  let subject: Subject;

  beforeAll(async () => {
    api = await startApi();
    const source = `data:text/javascript,${encodeURIComponent(netlify.complete(policy))}`;
    const { default: run, config } = (await import(source)) as { default: EdgeFunction; config: { path: string } };
    expect(config.path).toBe(`${policy.pathPrefix}*`);
    subject = { policy, kind: 'proxy', ask: question => askEdge(run, api.address, question) };
  });
  afterAll(() => api.close());

  // what is elsewhere never reaches the function, and its platform makes the 502
  const rows = rowsFor(netlify, policy, 'proxy').filter(({ row }) => row !== 'path-prefix' && row !== 'bad-gateway');
  it.each(rows)('$row', ({ run }) => run(subject));
});

async function askEdge(run: EdgeFunction, address: string, question: Question): Promise<Answer> {
  const { method = 'GET', path, origin = null, lines = {} } = question;
  const headers = { ...lines, ...(origin === null ? {} : { Origin: origin }) };
  const request = new Request(`http://${address}${path}`, { method, headers });
  const response = await run(request, { next: () => fetch(request) });
  const read = [...response.headers];
  const values = (wanted: string) => read.filter(([name]) => name === wanted.toLowerCase()).map(([, value]) => value);
  return {
    status: response.status,
    lines: read,
    values,
    names: name => listElements(values(name).join(', ').toLowerCase()),
  };
}

describe.each([nextjs, vercel, netlify])('$title', recipe => {
  it.each(POLICIES)('is JavaScript: $desc', async ({ policy }) => {
    const check = promisify(execFile)(process.execPath, ['--input-type=module', '--check', '-']);
    check.child.stdin?.end(recipe.complete(policy));
    await expect(check).resolves.toMatchObject({ stderr: '' });
  });
});
