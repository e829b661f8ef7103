import type { TapState } from '../../shared/wire/events.ts';
import type { Corscope } from '../corscope.ts';

/** One JSON line on standard output. */
export function printJson(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** Lines for people: on standard output, unless that is for JSON alone. */
export function printLines(lines: readonly string[], json: boolean): void {
  (json ? process.stderr : process.stdout).write(lines.map(line => `${line}\n`).join(''));
}

/** Resolves once all that was printed is on its way: where standard output is a socket, ending the process would cut it off. */
export function printed(): Promise<void> {
  return new Promise(resolve => process.stdout.write('', () => resolve()));
}

/** The first line of `--json`: everything a script needs. */
export function readyEvent(corscope: Corscope): object {
  const { url, token, proxyUrl, ca, taps } = corscope;
  return { event: 'ready', url, token, proxy: proxyUrl, ca: ca.path, spki: ca.spki, taps };
}

/** The same for people; `config` is the configuration file that was read. */
export function readyLines(corscope: Corscope, config: string | null): string[] {
  const { url, proxyUrl, ca, taps, reach, notes } = corscope;
  return [
    `Dashboard  ${url}`,
    `Proxy      ${proxyUrl}`,
    `CA         ${ca.path}`,
    ...(config === null ? [] : [`Config     ${config}`]),
    ...taps.map(tap => `Tap        ${tap.name}  ${tap.url} → ${tap.target}`),
    ...(reach === null
      ? []
      : [`Join       corscope tap --join ${reach} --token …  (the token: Session, in the dashboard)`]),
    ...notes,
  ];
}

/** From now on says when a tap joins, is lost, or had to drop something. */
export function tellOfTaps({ roster }: Corscope, json: boolean): void {
  roster.watch((tap, before) => {
    printLines([`Tap        ${tap.name}  ${tapNews(tap, before)}`], json);
    if (json) printJson({ event: 'tap', ...tap });
  });
}

function tapNews({ state, url, target, from, dropped = 0 }: TapState, before: TapState | null): string {
  if (dropped > (before?.dropped ?? 0))
    return `${dropped} exchanges are lost: its memory was full before it could report them`;
  if (state === 'lost') return 'the link is down: what passes there is kept there, and comes when it is back';
  return `${url} → ${target}  joined from ${from}`;
}
