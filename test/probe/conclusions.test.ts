import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CHECKLIST } from '../../shared/findings/checklist/rows/index.ts';
import type { Conclusion } from '../../shared/probe/conclusion.ts';
import { CONCLUSIONS } from '../../shared/probe/conclusions/index.ts';

const CATEGORIES = ['cat.not-cors', 'cat.preflight', 'cat.actual'];
const ROWS = [...CATEGORIES, ...CHECKLIST.flatMap(({ rows }) => rows.map(({ id }) => id))];
const FOLDER = new URL('../../shared/probe/conclusions/', import.meta.url);

describe('the conclusions', () => {
  it('list every one in the folder, each under its file’s name', () => {
    const files = readdirSync(FOLDER).filter(name => name !== 'index.ts');
    expect(CONCLUSIONS.map(({ id }) => `${id}.ts`).sort()).toEqual(files.sort());
  });

  it('are all on the page that explains them', () => {
    const page = readFileSync(new URL('../../docs/probe.md', import.meta.url), 'utf8');
    for (const { id } of CONCLUSIONS) expect(page).toContain(`\`${id}\``);
  });
});

describe.each(CONCLUSIONS.map(conclusion => [conclusion.id, conclusion] as const))(
  '%s',
  (_id, conclusion: Conclusion) => {
    it.each(conclusion.examples)('$desc', ({ ladder, blames }) => {
      expect(conclusion.find(ladder()).map(({ layer }) => layer)).toEqual(blames);
    });

    it('has a hit and a near miss', () => {
      const hits = conclusion.examples.map(({ blames }) => blames.length > 0);
      expect(new Set(hits)).toEqual(new Set([true, false]));
    });

    it('speaks in whole sentences, without exclamation marks and without values left out', () => {
      const sentences = conclusion.examples
        .map(({ ladder }) => ladder())
        .flatMap(ladder =>
          conclusion.find(ladder).flatMap(hit => Object.values(conclusion.explain(hit, ladder)) as string[]),
        );
      for (const sentence of sentences) {
        expect(sentence).toMatch(/^[A-Z`].*[^.]\.$/s);
        expect(sentence).not.toMatch(/!|``|undefined|\[object| {2}|\bwith ;|\( |NaN/);
      }
    });

    it('points at lines that exist', () => {
      for (const ladder of conclusion.examples.map(example => example.ladder())) {
        const exchanges = ladder.rungs.flatMap(({ asked }) => asked.map(({ exchange }) => exchange));
        for (const { evidence } of conclusion.find(ladder)) {
          expect(evidence.length).toBeGreaterThan(0);
          for (const { exchange, head, index } of evidence) {
            expect(exchanges.find(known => known?.id === exchange)?.[head]?.lines[index]).toBeDefined();
          }
        }
      }
    });

    it('names rows that exist', () => {
      const rows = conclusion.examples.flatMap(({ ladder }) =>
        conclusion.find(ladder()).flatMap(({ checks }) => checks ?? []),
      );
      for (const row of [...conclusion.checks, ...rows]) expect(ROWS).toContain(row);
    });
  },
);
