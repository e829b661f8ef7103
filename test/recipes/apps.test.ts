import { afterAll, beforeAll, describe, it } from 'vitest';
import { isFrameworkInstalled } from '../../scripts/framework-packages.ts';
import { POLICIES } from '../../shared/fixes/recipes/example-policies.ts';
import type { Server } from '../support/servers/server.ts';
import { ask } from './support/ask.ts';
import { PACKAGED_APPS } from './support/start-app.ts';
import { rowsFor, type Subject } from './support/table.ts';

describe.each(PACKAGED_APPS.map(run => ({ title: run.recipe.title, run })))('$title', ({ run }) => {
  describe.skipIf(!isFrameworkInstalled(run.packaged)).each(POLICIES)('$desc', ({ policy: whole }) => {
    const policy = run.narrowed?.(whole) ?? whole;
    let server: Server;
    let subject: Subject;

    beforeAll(async () => {
      server = await run.start(policy);
      subject = { policy, kind: 'framework', ask: question => ask(server.port, question) };
    });
    afterAll(() => server.stop());

    it.each(rowsFor(run.recipe, policy, 'framework'))('$row', ({ run: hold }) => hold(subject));
  });
});
