import type { Goal, Measure } from './goal.ts';

const VIEWED = 'corscope-viewed';

/** What corscope promises: "must" is the line below which a release does not go, "aim" what it is built for. */
export const GOALS: readonly Goal[] = [
  rate('w1', 'http-proxy 1.18.1 bare', ['http-proxy-bare'], 3, 5),
  rate('w1', 'http-proxy 1.18.1 + keep-alive agent', ['http-proxy-agent'], 1, 1.5),
  rate('w1', 'the best library of the day (httpxy, http-proxy-3 + agent)', ['http-proxy-3-agent', 'httpxy'], 1.1, 1.7),
  rate('w1', 'mockttp', ['mockttp'], 6, 10),
  rate('w1', 'mitmdump', ['mitmdump'], 9, 15),
  rate('w1', 'mitmweb', ['mitmweb'], 14, 22),
  rate('w1', 'whistle', ['whistle'], 25, 45),
  rate('w1', 'nginx proxy_pass', ['nginx'], 0.2, 0.35),
  rate('w2', 'http-proxy + agent', ['http-proxy-agent'], 1.3, 2.1),
  rate('w2', 'http-proxy bare', ['http-proxy-bare'], 3.5, 6),
  rate('w2', 'mockttp', ['mockttp'], 8, 13),
  rate('w2', 'mitmdump', ['mitmdump'], 10, 17),
  less('recording off → on, CPU an exchange', 'µs', 20, 10, {
    difference: ['w1.corscope.cpu', 'w1.corscope-unrecorded.cpu'],
  }),
  less('one dashboard at full rate, CPU an exchange', 'µs', 12, 6, {
    difference: [`w1.${VIEWED}.cpu`, 'w1.corscope.cpu'],
  }),
  less('added latency at 200 req/s, p50', 'ms', 0.45, 0.25, { difference: [`w9.${VIEWED}.p50`, 'w9.direct.p50'] }),
  less('… p99', 'ms', null, 2, { difference: [`w9.${VIEWED}.p99`, 'w9.direct.p99'] }),
  less('… p99 to that of http-proxy + agent', '×', 1, null, { ratio: [`w9.${VIEWED}.p99`, 'w9.http-proxy-agent.p99'] }),
  less('a second tap in a chain, added p50', 'ms', 0.45, 0.25, {
    difference: ['chain.taps-2.p50', 'chain.taps-1.p50'],
  }),
  less('a third', 'ms', 0.45, 0.25, { difference: ['chain.taps-3.p50', 'chain.taps-2.p50'] }),
  less('p99 at saturation with a full ring, 50 connections', 'ms', 40, 12, { value: 'ring.p99' }),
  less('server-sent events, added p50', 'ms', 0.35, 0.25, { difference: [`sse.${VIEWED}.p50`, 'sse.direct.p50'] }),
  less('… added p99', 'ms', 3, 1, { difference: [`sse.${VIEWED}.p99`, 'sse.direct.p99'] }),
  less('… no event held back: the longest wait', 'ms', 250, 250, { value: `sse.${VIEWED}.max` }),
  more('100 MB down to http-proxy bare', '×', 1, 1.3, { ratio: [`bulk.${VIEWED}.down`, 'bulk.http-proxy-bare.down'] }),
  more('100 MB up to http-proxy bare', '×', 1, 1.2, { ratio: [`bulk.${VIEWED}.up`, 'bulk.http-proxy-bare.up'] }),
  less('… peak growth of memory', 'MB', 48, 40, { value: `bulk.${VIEWED}.growth` }),
  less('… the same with 1 GB down', 'MB', 48, 40, { value: `bulk.${VIEWED}.long-growth` }),
  less('memory of 10,000 recorded exchanges of 2 KB', 'MB', 30, 22, { value: 'memory.recorded' }),
  less('… bounded by bytes: a full record to its limit', '×', 1.1, 1, { value: 'memory.over-limit' }),
  less('RSS after 100,000 exchanges, ring of 10,000', 'MB', 165, 120, { value: 'ring.rss' }),
  less('… flat after the first 20,000: RSS to that of then', '×', 1.1, 1.05, {
    ratio: ['ring.rss', 'ring.rss-settled'],
  }),
  less('new HTTPS host, CPU with both handshakes', 'ms', 10, 5, { value: 'hosts.cpu' }),
  rate('https', 'mitmdump', ['mitmdump'], 5, 9),
  rate('https', 'mockttp', ['mockttp'], 2.5, 4.5),
  less('start to first proxied answer', 'ms', 200, 110, { value: 'start.corscope' }),
  less('install, packages', '', 120, 90, { value: 'install.packages' }),
  less('install, size', 'MB', 15, 10, { value: 'install.megabytes' }),
  less('install, native files', '', 0, 0, { value: 'install.native' }),
  more('dashboard stream while proxying', 'events/s', 12_000, 20_000, { value: 'stream.proxying' }),
  more('dashboard stream alone', 'events/s', 100_000, 180_000, { value: 'stream.alone' }),
  less('a stalled dashboard, memory', 'MB', 8, 8, { difference: ['stalled.with.growth', 'stalled.without.growth'] }),
  more('… the proxy’s rate to that without', '×', 0.95, 0.98, { ratio: ['stalled.with.rate', 'stalled.without.rate'] }),
  less('dashboard, first rows of 10,000 journeys', 'ms', 1_000, 500, { value: 'dashboard.10000.rows' }),
  less('… of 100,000', 'ms', 1_500, 500, { value: 'dashboard.100000.rows' }),
  less('… longest task, 500 a second onto 100,000', 'ms', 150, 50, { value: 'dashboard.100000.task' }),
  more('… scrolling through 100,000', 'frames/s', 45, 58, { value: 'dashboard.100000.scroll-fps' }),
  less('… JavaScript heap with 100,000', 'MB', 400, 300, { value: 'dashboard.100000.heap' }),
  more('two taps’ views of a request tied rightly', '%', 100, 100, { value: 'ties.header.right' }),
  more('… where the layer takes the header off', '%', 95, 99, { value: 'ties.stripped.right' }),
  more('byte fidelity', 'of 32', 30, 32, { elsewhere: 'the tests check it, byte by byte' }),
];

function rate(section: string, whom: string, others: readonly string[], must: number, aim: number): Goal {
  const [first = '', ...rest] = others.map(id => `${section}.${id}.rate`);
  return more(`${section} to ${whom}`, '×', must, aim, { ratio: [`${section}.${VIEWED}.rate`, first, ...rest] });
}

function more(goal: string, unit: string, must: number | null, aim: number | null, measure: Measure): Goal {
  return { goal, unit, better: 'more', must, aim, measure };
}

function less(goal: string, unit: string, must: number | null, aim: number | null, measure: Measure): Goal {
  return { goal, unit, better: 'less', must, aim, measure };
}
