import { built } from '../ground/dist.ts';
import { listenAndSay } from './serve-and-say.ts';

/** corscope's own tap with a log that keeps nothing: what is left is the price of the relay alone. */
const { EventLog } = await built<typeof import('../../../proxy/record/event-log.ts')>('proxy/record/event-log.js');
const { Recording } = await built<typeof import('../../../proxy/record/recording.ts')>('proxy/record/recording.js');
const { createReverseTap } =
  await built<typeof import('../../../proxy/tap/reverse-tap.ts')>('proxy/tap/reverse-tap.js');
const { DEFAULT_LIMITS } =
  await built<typeof import('../../../proxy/tap/relay-settings.ts')>('proxy/tap/relay-settings.js');

const HOST = '127.0.0.1';
const VIA = { tap: 'bench', kind: 'http', connection: 1, scheme: 'http', authority: HOST } as const;

/** All exchanges write into one object that nobody reads. */
class NoLog extends EventLog {
  private readonly nobody = new Recording(1, VIA, Buffer.alloc(0));

  override begin() {
    return this.nobody;
  }

  override finish() {}
}

let connections = 0;
listenAndSay(
  createReverseTap({
    name: VIA.tap,
    target: { scheme: 'http', host: HOST, port: Number(process.argv[2]) },
    settings: {
      log: new NoLog(0),
      dial: { connectTo: [], insecure: false, trust: null, connectTimeoutMs: 30_000 },
      limits: { ...DEFAULT_LIMITS, bodyBytes: 0 },
      fixes: () => null,
      correlation: () => null,
      isSelf: () => false,
    },
    contextFor: null,
    nextConnection: () => {
      connections += 1;
      return connections;
    },
    relays: new Set(),
  }),
);
