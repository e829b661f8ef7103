import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../shared/trace/exchange.ts';
import type { Journey } from '../../shared/trace/journey.ts';
import { createJourneyOrder } from '../../shared/wire/journey-order.ts';

/** `j7` is of exchange 7, begun at 7; `jw3@5` is an account of a request that was never sent, begun at 5. */
function journey(name: string): Journey {
  const [id = '', at] = name.split('@');
  const sent =
    at === undefined
      ? [{ preflight: null, cachedPreflight: null, request: { id: `e${id.slice(1)}` } as Exchange }]
      : [];
  return { id, startedAt: Number(at ?? id.slice(1)), legs: sent, witness: null };
}

type Step = { readonly put: readonly string[] } | { readonly remove: readonly string[] };

describe('journeys in the order they began', () => {
  it.each<{ desc: string; steps: readonly Step[]; ids: string }>([
    { desc: 'as they are told', steps: [{ put: ['j1', 'j2', 'j3'] }], ids: 'j1 j2 j3' },
    { desc: 'told in another order at once', steps: [{ put: ['j12', 'j3', 'j5'] }], ids: 'j3 j5 j12' },
    { desc: 'told late', steps: [{ put: ['j2', 'j9', 'j10'] }, { put: ['j4', 'j1'] }], ids: 'j1 j2 j4 j9 j10' },
    { desc: 'some late, some new', steps: [{ put: ['j2', 'j9'] }, { put: ['j11', 'j4'] }], ids: 'j2 j4 j9 j11' },
    { desc: 'the first are gone', steps: [{ put: ['j1', 'j2', 'j3'] }, { remove: ['j1', 'j2'] }], ids: 'j3' },
    { desc: 'one in the middle is gone', steps: [{ put: ['j1', 'j2', 'j3'] }, { remove: ['j2'] }], ids: 'j1 j3' },
    { desc: 'gone before anybody looked', steps: [{ put: ['j1', 'j2'] }, { remove: ['j2', 'j7'] }], ids: 'j1' },
    { desc: 'gone and back', steps: [{ put: ['j1', 'j2'] }, { remove: ['j1'] }, { put: ['j1'] }], ids: 'j1 j2' },
    { desc: 'never sent, by the time', steps: [{ put: ['j2', 'j6', 'jw1@4', 'jw2@9'] }], ids: 'j2 jw1 j6 jw2' },
    { desc: 'never sent, and gone', steps: [{ put: ['j2', 'jw1@1', 'jw2@3'] }, { remove: ['jw1'] }], ids: 'j2 jw2' },
  ])('$desc', ({ steps, ids }) => {
    const [atOnce, looked] = [createJourneyOrder(), createJourneyOrder()];
    for (const step of steps) {
      for (const order of [atOnce, looked]) {
        if ('put' in step) for (const name of step.put) order.put(journey(name));
        else for (const id of step.remove) order.remove(id);
      }
      void looked.journeys;
    }
    expect([...looked.journeys].map(({ id }) => id).join(' ')).toBe(ids);
    expect([...atOnce.journeys].map(({ id }) => id).join(' ')).toBe(ids);
  });

  it('hold a changed journey in its place', () => {
    const order = createJourneyOrder();
    for (const name of ['j1', 'j2', 'j3']) order.put(journey(name));
    const before = order.journeys;
    const changed = journey('j2');
    order.put(changed);
    expect(order.journeys.at(1)).toBe(changed);
    expect(before.at(1)).not.toBe(changed);
  });

  /** More than one part of the list holds; each look puts in place what came since. */
  it.each([
    { desc: 'in order', step: 1, every: 97 },
    { desc: 'shuffled', step: 389, every: 97 },
    { desc: 'shuffled, and nobody looks before the end', step: 389, every: 1000 },
  ])('a thousand of them, told $desc', ({ step, every }) => {
    const order = createJourneyOrder();
    for (let told = 0; told < 1000; told += 1) {
      order.put(journey(`j${(told * step) % 1000}`));
      if (told % every === 0) void order.journeys;
    }
    expect([...order.journeys].map(({ id }) => id)).toEqual(Array.from({ length: 1000 }, (_, at) => `j${at}`));
    for (let number = 0; number < 1000; number += 1) if (number % 300 !== 7) order.remove(`j${number}`);
    expect([...order.journeys].map(({ id }) => id)).toEqual(['j7', 'j307', 'j607', 'j907']);
  });

  it('are the same list until something changes', () => {
    const order = createJourneyOrder();
    order.put(journey('j1'));
    expect(order.journeys).toBe(order.journeys);
  });
});
