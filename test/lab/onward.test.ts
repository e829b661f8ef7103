import { expect, onTestFinished, test } from 'vitest';
import { exchangePaths } from '../../shared/trace/exchange-path.ts';
import { openBench, PAGE } from '../server/support/bench.ts';
import { head, rawRequest } from '../server/support/raw.ts';

test('the very first request through the lab is tied from layer to layer, and nothing is guessed', async () => {
  const bench = await openBench({ lab: true });
  onTestFinished(() => bench.close());
  const gateway = bench.corscope.taps.find(({ name }) => name === 'gateway')?.url ?? '';
  const request = head('GET /shop/orders HTTP/1.1', 'Host: api.lab.test', `Origin: ${PAGE}`, 'Connection: close');
  await rawRequest(Number(new URL(gateway).port), request);
  const [journey] = (await bench.corscope.view()).now().journeys;
  const [path] = journey === undefined ? [] : exchangePaths(journey);
  expect(path?.layers).toEqual(['gateway', 'reverse-proxy', 'app']);
  expect(path?.guessed).toBe(false);
});
