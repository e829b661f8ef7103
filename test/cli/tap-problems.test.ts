import { describe, expect, it } from 'vitest';
import { parseTap } from '../../proxy/cli/parse-values.ts';
import { tapProblems } from '../../proxy/cli/tap-problems.ts';

interface Row {
  readonly desc: string;
  readonly host?: string;
  readonly port?: number | null;
  /** Whether the lab's taps are there as well. */
  readonly lab?: boolean;
  /** A tap, and where it listens if that is not `host`. */
  readonly taps: readonly (readonly [text: string, listen?: string])[];
  /** Names of the taps that something is wrong with. */
  readonly wrong: readonly string[];
}

const ROWS: readonly Row[] = [
  { desc: 'taps apart', taps: [['a=9001:127.0.0.1:9002'], ['b=9002:127.0.0.1:3000']], wrong: [] },
  { desc: 'a chain in the other order', taps: [['b=9002:127.0.0.1:3000'], ['a=9001:127.0.0.1:9002']], wrong: [] },
  { desc: 'any free port, twice', taps: [['a=0:127.0.0.1:1'], ['b=0:127.0.0.1:1']], wrong: [] },
  { desc: 'one port at one address', taps: [['a=9001:x:1'], ['b=9001:x:1']], wrong: ['b'] },
  { desc: 'one port at two addresses', taps: [['a=9001:x:1'], ['b=9001:x:1', '127.0.0.2']], wrong: [] },
  { desc: 'one port, once at every address', taps: [['a=9001:x:1'], ['b=9001:x:1', '0.0.0.0']], wrong: ['b'] },
  { desc: "the proxy's port", port: 9001, taps: [['a=9001:x:1']], wrong: ['a'] },
  { desc: "the proxy's port at another address", port: 9001, taps: [['a=9001:x:1', '127.0.0.2']], wrong: [] },
  { desc: 'its own port by a name', taps: [['a=9001:localhost:9001']], wrong: ['a'] },
  { desc: 'its own port at a wildcard', taps: [['a=9001:0.0.0.0:9001']], wrong: ['a'] },
  { desc: 'its own port of IPv6', host: '::1', taps: [['a=9001:[::1]:9001']], wrong: ['a'] },
  { desc: 'its own port at another machine', taps: [['a=9001:10.0.0.7:9001']], wrong: [] },
  { desc: 'its own port at another address', taps: [['a=9001:127.0.0.1:9001', '127.0.0.2']], wrong: [] },
  { desc: 'its own port, of all addresses', host: '0.0.0.0', taps: [['a=9001:127.0.0.1:9001']], wrong: ['a'] },
  { desc: 'a circle', taps: [['a=9001:localhost:9002'], ['b=9002:localhost:9001']], wrong: ['a', 'b'] },
  { desc: 'one that leads into a circle', taps: [['a=9001:localhost:9002'], ['b=9002:localhost:9002']], wrong: ['b'] },
  { desc: 'one name twice', taps: [['a=9001:x:1'], ['a=9002:x:1']], wrong: ['a'] },
  { desc: "the proxy's name", taps: [['proxy=9001:x:1']], wrong: ['proxy'] },
  { desc: 'the name of a layer of the lab', lab: true, taps: [['gateway=9001:x:1']], wrong: ['gateway'] },
  { desc: 'that name without the lab', taps: [['gateway=9001:x:1']], wrong: [] },
];

describe('what is wrong with taps together', () => {
  it.each(ROWS)('$desc: $wrong', ({ host = '127.0.0.1', port = null, lab = false, taps, wrong }) => {
    const written = taps.map(([text, listen]) => {
      const tap = parseTap(text);
      if (tap === null) throw new Error(text);
      return { tap: { ...tap, ...(listen === undefined ? {} : { listen }) }, where: '--tap' };
    });
    const problems = tapProblems(written, { host, port, connectTo: [], lab });
    expect(problems.map(({ value }) => value.split('=')[0])).toEqual(wrong);
  });
});
