import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface BenchOptions {
  /** Sections by name; null for all. */
  readonly only: readonly string[] | null;
  readonly rounds: number;
  /** How long each subject is measured in a round, and before it without being measured. */
  readonly windowMs: number;
  readonly warmMs: number;
  /** Exchanges that the ring's section drives through. */
  readonly ringExchanges: number;
  /** File whose table is written anew. */
  readonly write: string | null;
  /** Whether other tools are measured beside, where they are found. */
  readonly withPeers: boolean;
  /** Folder with a node_modules of peers. */
  readonly peers: string | null;
  /** Bytes of an additional large download; null for none. */
  readonly longBytes: number | null;
  readonly install: boolean;
}

export const USAGE = `npm run bench -- [--quick] [--only NAME,…] [--rounds N] [--peers DIR] [--write FILE] [--long] [--install]
  --quick         short rounds and no peers: figures are rough
  --only NAME,…   these sections alone
  --rounds N      interleaved rounds (default: 3)
  --peers DIR     measure httpxy, mockttp and whistle out of DIR/node_modules as well (mitmproxy: where it is installed)
  --write FILE    put the tables into this file, between its two marks
  --long          1 GB down as well
  --install       pack, install and count (asks the registry)`;

const GIGABYTE = 1024 ** 3;

/** @throws TypeError for flags that there are not */
export function readBenchOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      rounds: { type: 'string' },
      write: { type: 'string' },
      peers: { type: 'string' },
      long: { type: 'boolean', default: false },
      install: { type: 'boolean', default: false },
    },
  });
  const lengths = values.quick
    ? { rounds: 2, windowMs: 500, warmMs: 150, ringExchanges: 30_000 }
    : { rounds: 3, windowMs: 2_000, warmMs: 400, ringExchanges: 100_000 };
  return {
    ...lengths,
    rounds: Number(values.rounds) || lengths.rounds,
    only: values.only?.split(',') ?? null,
    write: values.write ?? null,
    withPeers: !values.quick || values.peers !== undefined,
    peers: values.peers === undefined ? null : resolve(values.peers),
    longBytes: values.long ? GIGABYTE : null,
    install: values.install,
  };
}
