import { afterAll, beforeAll, describe, it } from 'vitest';
import { findServer } from '../../scripts/find-server.ts';
import { POLICIES } from '../../shared/fixes/recipes/example-policies.ts';
import type { Server } from '../support/servers/server.ts';
import { type Api, startApi } from './support/api.ts';
import { ask } from './support/ask.ts';
import { PROXIES } from './support/start-proxy.ts';
import { rowsFor, type Subject } from './support/table.ts';

let api: Api;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

describe.each(PROXIES.map(run => ({ title: run.recipe.title, run })))('$title', ({ run }) => {
  describe.skipIf(findServer(run.program) === null).each(POLICIES)('$desc', ({ policy }) => {
    let server: Server;
    let subject: Subject;

    beforeAll(async () => {
      const behind = { ...policy, upstream: api.address };
      server = await run.start(behind);
      subject = { policy: behind, kind: 'proxy', ask: question => ask(server.port, question) };
    });
    afterAll(() => server.stop());

    it.each(rowsFor(run.recipe, policy, 'proxy'))('$row', ({ run: hold }) => hold(subject));
  });
});
