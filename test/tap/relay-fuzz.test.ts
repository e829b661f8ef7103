import { afterAll, beforeAll, expect, test } from 'vitest';
import { bytes, request, response, withFaults } from './support/generate.ts';
import { type Link, linkBy } from './support/link.ts';
import type { Peer } from './support/peer.ts';
import { type Random, seeded } from './support/random.ts';
import { HOST, openStage, type Stage } from './support/stage.ts';
import { absolute, reverse, secureConnect } from './support/ways.ts';

const SEEDS = Array.from({ length: 40 }, (_, index) => index + 1);
const GET = `GET /t HTTP/1.1\r\nHost: ${HOST}\r\n\r\n`;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

for (const way of [reverse, absolute, secureConnect]) {
  test(`whatever an upstream says reaches the client unchanged, by ${way.name}`, async () => {
    for (const seed of SEEDS) {
      const random = seeded(seed);
      const said = faulty(random, () => response(random).wire);
      const link = await linkBy(way, stage);
      link.ask(GET);
      const upstream = await link.upstream();
      expect(await upstream.bytes(GET.length)).toBe(GET);
      await sayInPieces(upstream, said, random);
      upstream.end();
      await link.client.farewell();
      expect(link.client.text, `seed ${seed}`).toBe(said);
      expect(upstream.text, `seed ${seed}`).toBe(GET);
      await expectRecorded(link);
    }
  });
}

for (const way of [reverse, secureConnect]) {
  test(`whatever a client says reaches the upstream in order, by ${way.name}`, async () => {
    for (const seed of SEEDS) {
      const random = seeded(seed);
      const said = GET + faulty(random, () => request(random).wire);
      const link = await linkBy(way, stage);
      link.client.send(GET);
      const upstream = await link.upstream();
      await upstream.bytes(GET.length);
      upstream.send('HTTP/1.1 204 No Content\r\n\r\n'.repeat(8));
      await sayInPieces(link.client, said.slice(GET.length), random);
      link.client.end();
      upstream.end();
      await link.client.farewell();
      expect(said.startsWith(upstream.text), `seed ${seed}`).toBe(true);
      link.client.destroy();
    }
  });
}

function faulty(random: Random, message: () => string): string {
  if (random.chance(30)) return bytes(random, 1 + random.below(600));
  return withFaults(random, message() + message());
}

async function sayInPieces(peer: Peer, said: string, random: Random): Promise<void> {
  for (let at = 0; at < said.length; ) {
    const size = 1 + random.below(said.length);
    peer.send(said.slice(at, at + size));
    at += size;
    await new Promise(resolve => setImmediate(resolve));
  }
}

/** Every exchange comes to an end, and its bodies are no larger than what was said. */
async function expectRecorded(link: Link): Promise<void> {
  link.client.end();
  const record = await link.exchange();
  expect(record.responseBody.bytes).toBeLessThanOrEqual(link.client.text.length);
}
