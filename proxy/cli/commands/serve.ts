import { startCorscope } from '../../corscope.ts';
import { printJson, printLines, readyEvent, readyLines, tellOfTaps } from '../print.ts';
import type { ServeFlags } from '../raw-options.ts';
import { readOptions } from '../read-options.ts';
import { signalled, untilSignal } from '../until-signal.ts';

/** `corscope [serve]`: proxy and dashboard, until a signal ends them. */
export async function serve(flags: ServeFlags & { json?: boolean }): Promise<void> {
  const { json = false, ...options } = flags;
  const read = await readOptions(options, false);
  const corscope = await startCorscope(read.options);
  const signal = signalled();
  printLines(readyLines(corscope, read.config), json);
  if (json) printJson(readyEvent(corscope));
  else printLines(['', 'Point a browser at the proxy, or let corscope start one: corscope open URL'], json);
  tellOfTaps(corscope, json);
  await untilSignal(signal, corscope);
}
