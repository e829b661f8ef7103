import type { Filter } from '../../../shared/wire/filter.ts';
import { type Corscope, startCorscope } from '../../corscope.ts';
import { OptionsError } from '../option-problem.ts';
import { printed, printJson, printLines, readyEvent, readyLines, tellOfTaps } from '../print.ts';
import type { ServeFlags } from '../raw-options.ts';
import { readOptions } from '../read-options.ts';
import { signalled, untilSignal } from '../until-signal.ts';

/** `corscope [serve]`: proxy and dashboard, until a signal ends them. */
export async function serve(flags: ServeFlags & { json?: boolean; filter?: string }): Promise<void> {
  const { json = false, filter: wanted, ...options } = flags;
  const filter = wanted === undefined ? null : await filterOf(wanted, json);
  const read = await readOptions(options, false);
  const corscope = await startCorscope(read.options);
  const teller = filter === null ? null : await tellerOf(corscope, filter);
  const signal = signalled();
  printLines(readyLines(corscope, read.config), json);
  if (json) printJson(readyEvent(corscope));
  else printLines(['', 'Point a browser at the proxy, or let corscope start one: corscope open URL'], json);
  tellOfTaps(corscope, json);
  teller?.start();
  const close = async () => {
    await corscope.close();
    teller?.end();
    await printed();
  };
  await untilSignal(signal, { close });
}

/** The judge is loaded for those who ask what it says. */
async function filterOf(text: string, json: boolean): Promise<Filter> {
  if (!json)
    throw new OptionsError([
      { where: '--filter', value: '', expected: '--json beside it: it chooses the journeys told there' },
    ]);
  return (await import('../read-filter.ts')).readFilter(text);
}

async function tellerOf(corscope: Corscope, filter: Filter) {
  const { JourneyTeller } = await import('../journey-teller.ts');
  return new JourneyTeller(await corscope.view(), filter);
}
