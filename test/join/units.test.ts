import { describe, expect, it } from 'vitest';
import { clockAhead } from '../../proxy/join/clock.ts';
import { Delivery } from '../../proxy/join/delivery.ts';

describe('by how much a clock is ahead', () => {
  it.each([
    {
      desc: 'asked at 1000, read half a round trip later, an hour ahead',
      asked: 1000,
      now: 3_601_010,
      answered: 1020,
      ahead: 3_600_000,
    },
    { desc: 'behind', asked: 1000, now: 10, answered: 1020, ahead: -1000 },
    { desc: 'the same clock, read at once', asked: 1000, now: 1000, answered: 1020, ahead: 0 },
    { desc: 'the same clock, read just before the answer came', asked: 1000, now: 1020, answered: 1020, ahead: 0 },
    { desc: 'more than the round trip explains', asked: 1000, now: 1021, answered: 1020, ahead: 11 },
  ])('$desc: $ahead', ({ asked, now, answered, ahead }) => {
    expect(clockAhead(asked, now, answered)).toBe(ahead);
  });
});

describe('what is lost of a log on its way', () => {
  it.each([
    { desc: 'nothing that had arrived', steps: (to: Delivery) => to.forget([1, 2, 3]), lost: 0 },
    { desc: 'what was never sent', steps: (to: Delivery) => to.forget([4, 11, 12]), lost: 2 },
    { desc: 'nothing yet of what is on its way', steps: (to: Delivery) => to.forget([6, 7]), lost: 0 },
    {
      desc: 'nothing that arrives after it was forgotten here',
      steps: (to: Delivery) => {
        to.forget([6, 7]);
        to.have(10);
        to.resume(10);
      },
      lost: 0,
    },
    {
      desc: 'what was on its way when the link dropped, and had not arrived',
      steps: (to: Delivery) => {
        to.forget([6, 7, 8]);
        to.resume(6);
      },
      lost: 2,
    },
    {
      desc: 'what was on its way, once',
      steps: (to: Delivery) => {
        to.forget([8]);
        to.resume(5);
        to.resume(5);
      },
      lost: 1,
    },
  ])('$desc: $lost', ({ steps, lost }) => {
    const delivery = new Delivery();
    delivery.resume(5);
    // on their way
    delivery.sent = 10;
    delivery.unconfirmed = 1;
    steps(delivery);
    expect(delivery.dropped).toBe(lost);
  });
});
