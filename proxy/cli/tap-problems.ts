import { LAYERS } from '../lab/layers/layers.ts';
import type { CorscopeOptions, TapOption } from '../options.ts';
import { leadsTo, WILDCARDS } from '../own-names.ts';
import { authorityOf, dialAddress } from '../tap/destination.ts';
import type { OptionProblem } from './option-problem.ts';

/** A tap, and where its user wrote it. */
export interface WrittenTap {
  readonly tap: TapOption;
  readonly where: string;
}

type Surroundings = Pick<CorscopeOptions, 'host' | 'port' | 'connectTo' | 'lab'>;

const ANY_PORT = 0;

/** What is wrong with taps that are each well written: names or ports taken twice, and requests that go in a circle. */
export function tapProblems(taps: readonly WrittenTap[], around: Surroundings): OptionProblem[] {
  return taps.flatMap((written, index) => {
    const { tap, where } = written;
    const before = taps.slice(0, index);
    const problems = [
      { value: tap.name, expected: nameProblem(tap, before, around) },
      { value: textOf(tap), expected: portProblem(tap, before, around) },
      { value: textOf(tap), expected: circleProblem(tap, taps, around) },
    ];
    return problems.flatMap(({ value, expected }) => (expected === null ? [] : [{ where, value, expected }]));
  });
}

function nameProblem({ name }: TapOption, before: readonly WrittenTap[], { lab }: Surroundings): string | null {
  if (name === 'proxy') return 'a name of its own (proxy is the forward proxy)';
  if (lab && LAYERS.some(layer => layer === name)) return `a name of its own (the lab has ${LAYERS.join(', ')})`;
  return before.some(({ tap }) => tap.name === name) ? 'a name of its own (another tap has it)' : null;
}

function portProblem(tap: TapOption, before: readonly WrittenTap[], around: Surroundings): string | null {
  if (tap.port === ANY_PORT) return null;
  const proxy = { name: 'the proxy', port: around.port ?? ANY_PORT, listen: around.host };
  const others = [proxy, ...before.map(({ tap: other }) => ({ ...other, listen: listenOf(other, around) }))];
  const owner = others.find(({ port, listen }) => port === tap.port && sameAddress(listen, listenOf(tap, around)));
  return owner === undefined ? null : `a tap with a port of its own (${owner.name} listens on ${tap.port})`;
}

/** Follows the targets from tap to tap: who comes back to where it began would go round for ever. */
function circleProblem(start: TapOption, taps: readonly WrittenTap[], around: Surroundings): string | null {
  const passed: TapOption[] = [];
  let at: TapOption | undefined = start;
  while (at !== undefined && !passed.includes(at)) {
    passed.push(at);
    at = nextOf(at, taps, around);
  }
  if (at !== start) return null;
  if (passed.length === 1) return `a tap that leads elsewhere (its target is its own port ${at.port})`;
  return `a tap that leads out (requests would go in a circle: ${[...passed, at].map(({ name }) => name).join(' → ')})`;
}

function nextOf(from: TapOption, taps: readonly WrittenTap[], around: Surroundings): TapOption | undefined {
  const to = dialAddress(from.target, around.connectTo);
  return taps
    .map(({ tap }) => tap)
    .find(tap => tap.port !== ANY_PORT && tap.port === to.port && leadsTo(to.host, listenOf(tap, around)));
}

function listenOf(tap: TapOption, { host }: Surroundings): string {
  return tap.listen ?? host;
}

function sameAddress(a: string, b: string): boolean {
  return a === b || WILDCARDS.includes(a) || WILDCARDS.includes(b);
}

function textOf({ name, port, target }: TapOption): string {
  return `${name}=${port}:${target.scheme}://${authorityOf(target)}`;
}
