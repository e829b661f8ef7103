import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CORS_ERROR_CODES } from '../../shared/cors/cors-error.ts';
import { ERROR_WORDS } from '../../shared/cors/error-words.ts';
import { factsOf } from '../../shared/cors/facts.ts';
import { FIREFOX_REASONS } from '../../shared/cors/firefox-reason.ts';
import { judge } from '../../shared/cors/judge.ts';
import type { Example, Rule, Subject } from '../../shared/findings/rule.ts';
import { RULES } from '../../shared/findings/rules/index.ts';
import { allExchangesOf } from '../../shared/trace/journey.ts';

const FOLDER = new URL('../../shared/findings/rules/', import.meta.url);

const STANDARD =
  /^https:\/\/(?:fetch\.spec\.whatwg\.org\/|w3c\.github\.io\/[a-z-]+\/|wicg\.github\.io\/[a-z-]+\/|httpwg\.org\/[\w./-]+)#[a-z.-]+$/;

function subjectOf({ journey }: Example): Subject {
  return { journey, verdict: judge(journey), facts: factsOf(journey) };
}

describe('the catalogue', () => {
  it('lists every rule in the folder, each under its file’s name', () => {
    const files = readdirSync(FOLDER).filter(name => name !== 'index.ts');
    expect(RULES.map(({ id }) => `${id}.ts`).sort()).toEqual(files.sort());
  });

  it.each(CORS_ERROR_CODES)('has a rule for %s', code => {
    expect(RULES.some(({ browsersSay }) => browsersSay.chromium.includes(code))).toBe(true);
  });

  it.each(RULES.filter(({ browsersSay }) => browsersSay.chromium.length > 0).map(rule => [rule.id, rule] as const))(
    '%s says what the vocabulary says',
    (_, { browsersSay: { chromium, firefox } }) => {
      const reasons = chromium.map(code => ERROR_WORDS[code].firefox).filter(reason => reason !== null);
      const texts = reasons.map(reason => FIREFOX_REASONS[reason]);
      if (firefox === null) expect(texts).toEqual([]);
      else expect(texts.some(text => text.includes(firefox))).toBe(true);
    },
  );
});

describe.each(RULES.map(rule => [rule.id, rule] as const))('%s', (_id, rule: Rule) => {
  it.each(rule.examples)('$desc', example => {
    expect(rule.find(subjectOf(example))).toHaveLength(example.hits);
  });

  it('has a hit and a near miss', () => {
    const hits = rule.examples.map(example => example.hits > 0);
    expect(new Set(hits)).toEqual(new Set([true, false]));
  });

  it('speaks in whole sentences, without exclamation marks and without values left out', () => {
    const sentences = rule.examples.flatMap(example =>
      rule.find(subjectOf(example)).flatMap(hit => Object.values(rule.explain(hit))),
    );
    for (const sentence of sentences) {
      expect(sentence).toMatch(/^[A-Z`a-z].*\.$/s);
      expect(sentence).not.toMatch(/!|``|undefined|(?<!Origin: )\bnull\b|\{origin\}/);
    }
  });

  it('points at lines that exist', () => {
    for (const example of rule.examples) {
      const { journey } = example;
      const exchanges = allExchangesOf(journey);
      for (const { exchange, head, index } of rule.find(subjectOf(example)).flatMap(hit => hit.evidence)) {
        expect(exchanges.find(known => known.id === exchange)?.[head]?.lines[index]).toBeDefined();
      }
    }
  });

  it('names rows, scenario and codes that exist', () => {
    expect(rule.scenario).toMatch(/^s[1-7]$/);
    expect(rule.spec).toMatch(STANDARD);
    for (const row of rule.checks) expect(row).toMatch(/^[a-z0-9]+\.[a-z0-9-]+$/);
    for (const code of rule.browsersSay.chromium) expect(CORS_ERROR_CODES).toContain(code);
  });
});
