import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHROMIUM } from '../browser/chromium.ts';
import { PICTURES, type Picture } from './pictures.ts';
import { type Difference, differenceOf, packed } from './support/compare.ts';
import { openStage, type Stage } from './support/stage.ts';

const FOLDER = new URL('pictures/', import.meta.url).pathname;
const ANEW = process.env['CORSCOPE_GOLDEN'] === 'anew';
/** The dashboard in pictures that a person has looked at: `npm run golden` takes them anew. */
describe.skipIf(CHROMIUM === null)('the dashboard looks as it did', () => {
  let stage: Stage;
  let differing: string | null = null;

  beforeAll(async () => {
    stage = await openStage();
  });

  afterAll(() => stage?.close());

  test.each(PICTURES)('$name', async picture => {
    const file = fileOf(picture);
    if (ANEW) return writeFileSync(file, packed(await stage.take(picture, () => false)));
    expect(existsSync(file), `${file} is missing: npm run golden takes it`).toBe(true);
    const golden = readFileSync(file);
    const taken = await stage.take(picture, one => differenceOf(golden, one) === null);
    const difference = differenceOf(golden, taken);
    if (difference === null) return;
    const kept = keep(picture, taken, difference);
    expect.fail(
      `${difference.sentence}: see ${kept}. If it is to look so now, npm run golden takes the pictures anew.`,
    );
  });

  test('no picture is left of a view that is no more', () => {
    const wanted = PICTURES.map(({ name }) => `${name}.png`);
    const stale = readdirSync(FOLDER).filter(name => !wanted.includes(name));
    if (ANEW) for (const name of stale) rmSync(join(FOLDER, name));
    else expect(stale).toEqual([]);
  });

  /** Keeps what was taken, and what differs, where a person can look at it. */
  function keep({ name }: Picture, taken: Buffer, { picture }: Difference): string {
    differing ??= mkdtempSync(join(tmpdir(), 'corscope-golden-'));
    const file = join(differing, `${name}.png`);
    writeFileSync(file, taken);
    if (picture === null) return file;
    writeFileSync(join(differing, `${name}-difference.png`), picture);
    return `${file} and ${name}-difference.png beside it`;
  }
});

function fileOf({ name }: Picture): string {
  return join(FOLDER, `${name}.png`);
}
