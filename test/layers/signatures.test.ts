import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { generatorOf } from '../../shared/trace/layers/generator.ts';
import { recogniseLayers } from '../../shared/trace/layers/recognise.ts';
import { ROLES, type Signature } from '../../shared/trace/layers/signature.ts';
import { SIGNATURES } from '../../shared/trace/layers/signatures/index.ts';
import { exchangeOfAnswer } from './exchange-of-answer.ts';

const FOLDER = new URL('../../shared/trace/layers/signatures/', import.meta.url);

describe('the list of signatures', () => {
  it('has every file in the folder, each under its name', () => {
    const files = readdirSync(FOLDER).filter(name => name !== 'index.ts');
    expect(SIGNATURES.map(({ product }) => `${product}.ts`).sort()).toEqual(files.sort());
  });

  it('goes from the browser’s side to the app’s', () => {
    const ranks = SIGNATURES.map(({ role }) => ROLES.indexOf(role));
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
  });
});

describe.each(SIGNATURES.map(signature => [signature.product, signature] as const))(
  '%s',
  (product, signature: Signature) => {
    it.each(signature.examples)('$did: $desc', ({ did, answer }) => {
      const exchange = exchangeOfAnswer(answer);
      const recognised = recogniseLayers(exchange).some(guess => guess.product === product);
      const made = generatorOf(exchange)?.product === product;
      expect({ recognised, made }).toEqual({ recognised: did !== 'nothing', made: did === 'made' });
    });

    it('has an example in which it is there, and a near miss', () => {
      const did = new Set(signature.examples.map(example => example.did));
      expect([did.has('made') || did.has('passed'), did.has('nothing')]).toEqual([true, true]);
    });

    it('says where that is documented which is', () => {
      const marks = [...signature.passing, ...signature.making, ...(signature.cors ?? [])];
      if (marks.some(({ trust }) => trust === 'documented')) expect(signature.sources).not.toEqual([]);
      for (const source of signature.sources) expect(source).toMatch(/^https:\/\/[\w.-]+\/\S*$/);
    });

    it('speaks in whole sentences with this answer’s own values, and points at lines that exist', () => {
      for (const { answer } of signature.examples) {
        const exchange = exchangeOfAnswer(answer);
        const generator = generatorOf(exchange);
        for (const { sentence, evidence } of [
          ...recogniseLayers(exchange),
          ...(generator === null ? [] : [generator]),
        ]) {
          expect(sentence).toMatch(/^[A-Z`a-z].*[^.]\.$/s);
          expect(sentence).not.toMatch(/``|\{\}|undefined|\bnull\b|: \.|;\s*;/);
          expect(sentence.split('`').length % 2).toBe(1);
          expect(evidence.lines.length + evidence.words.length).toBeGreaterThan(0);
          for (const { head, index } of evidence.lines) expect(exchange[head]?.lines[index]).toBeDefined();
          for (const word of evidence.words)
            expect(`${exchange.errorStart} ${exchange.returned?.status} ${exchange.returned?.reason}`).toContain(word);
        }
      }
    });
  },
);
