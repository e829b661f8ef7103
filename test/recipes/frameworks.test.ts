import { afterAll, beforeAll, describe, it } from 'vitest';
import { POLICIES } from '../../shared/fixes/recipes/example-policies.ts';
import type { Server } from '../support/servers/server.ts';
import { ask } from './support/ask.ts';
import { FRAMEWORKS, startFramework } from './support/start-framework.ts';
import { rowsFor, type Subject } from './support/table.ts';

describe.each(FRAMEWORKS.map(run => ({ title: run.recipe.title, run })))('$title', ({ run }) => {
  describe.each(POLICIES)('$desc', ({ policy }) => {
    let server: Server;
    let subject: Subject;

    beforeAll(async () => {
      server = await startFramework(run, policy);
      subject = { policy, kind: 'framework', ask: question => ask(server.port, question) };
    });
    afterAll(() => server.stop());

    it.each(rowsFor(run.recipe, policy, 'framework'))('$row', ({ run: hold }) => hold(subject));
  });
});
