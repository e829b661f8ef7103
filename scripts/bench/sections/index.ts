import { chain } from './chain.ts';
import { dashboard } from './dashboard.ts';
import { eventStream } from './event-stream.ts';
import { fullRing } from './full-ring.ts';
import { https } from './https.ts';
import { install } from './install.ts';
import { judging } from './judge.ts';
import { largeBodies } from './large-bodies.ts';
import { latency } from './latency.ts';
import { liveStream } from './live-stream.ts';
import { newHosts } from './new-hosts.ts';
import { recordMemory } from './record-memory.ts';
import type { Section } from './section.ts';
import { stalledDashboard } from './stalled-dashboard.ts';
import { startUp } from './start-up.ts';
import { w1, w2 } from './throughput.ts';
import { ties } from './ties.ts';

/** In the order they run and are printed. */
export const SECTIONS: readonly Section[] = [
  w1,
  w2,
  latency,
  chain,
  fullRing,
  eventStream,
  largeBodies,
  recordMemory,
  stalledDashboard,
  https,
  newHosts,
  liveStream,
  dashboard,
  startUp,
  judging,
  ties,
  install,
];
