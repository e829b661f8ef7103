import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CONNECTIONS } from './checks/connections.ts';
import { REQUESTS } from './checks/requests.ts';
import { UNCHANGED } from './checks/unchanged.ts';
import { linkBy } from './support/link.ts';
import { openStage, type Stage } from './support/stage.ts';
import { absolute, plainConnect, reverse, secureConnect } from './support/ways.ts';

/** The 32 byte checks of a transparent proxy, the same for every way through corscope. */
const CHECKS = [...UNCHANGED, ...REQUESTS, ...CONNECTIONS];

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

describe.each([reverse, absolute, secureConnect, plainConnect].map(way => ({ name: way.name, way })))(
  'by $name',
  ({ name, way }) => {
    let passed = 0;
    afterAll(() => console.log(`byte fidelity by ${name}: ${passed} of ${CHECKS.length}`));

    test.each(CHECKS)('$desc', async check => {
      await check.run(await linkBy(way, stage));
      passed += 1;
    });
  },
);

test('there are 32 checks', () => {
  expect(new Set(CHECKS.map(({ desc }) => desc)).size).toBe(32);
});
