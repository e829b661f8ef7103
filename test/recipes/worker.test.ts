import { afterAll, beforeAll, describe, it } from 'vitest';
import { POLICIES } from '../../shared/fixes/recipes/example-policies.ts';
import { cloudflareWorker } from '../../shared/fixes/recipes/stacks/cloudflare-worker.ts';
import type { Server } from '../support/servers/server.ts';
import { startWorkerd } from '../support/servers/workerd.ts';
import { type Api, startApi } from './support/api.ts';
import { ask } from './support/ask.ts';
import { rowsFor, type Subject } from './support/table.ts';

let api: Api;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

describe.each(POLICIES)('Cloudflare Worker: $desc', ({ policy }) => {
  let server: Server;
  let subject: Subject;

  beforeAll(async () => {
    server = await startWorkerd(() => cloudflareWorker.complete(policy), api.address);
    subject = { policy, kind: 'proxy', ask: question => ask(server.port, question) };
  });
  afterAll(() => server.stop());

  it.each(rowsFor(cloudflareWorker, policy, 'proxy'))('$row', ({ run }) => run(subject));
});
