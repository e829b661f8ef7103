import { openWitnessed } from '../../browser/open-witnessed.ts';
import { startCorscope } from '../../corscope.ts';
import { OptionsError } from '../option-problem.ts';
import { printJson, printLines, readyEvent, readyLines } from '../print.ts';
import { readOptions, type ServeFlags } from '../read-options.ts';
import { signalled, untilSignal } from '../until-signal.ts';
import { wantedBrowser } from '../wanted-browser.ts';

export interface OpenFlags {
  readonly json?: boolean;
  readonly browser?: string;
  readonly headless?: boolean;
}

/** `corscope open URL`: serve, and a browser through it, in a profile of its own. */
export async function open(url: string, flags: ServeFlags & OpenFlags): Promise<void> {
  const { json = false, browser: wanted, headless = false, ...options } = flags;
  if (!/^https?:\/\/[^\s/]+/i.test(url)) {
    throw new OptionsError([{ where: 'open', value: url, expected: 'a URL, such as https://app.example.com/' }]);
  }
  const settings = await readOptions(options, false);
  const browser = await wantedBrowser(wanted ?? null);
  const corscope = await startCorscope(settings);
  const signal = signalled();
  const { proxyUrl, ca, witnesses } = corscope;
  const opened = await openWitnessed({ path: browser.path, proxyUrl, spki: ca.spki, urls: [url], headless }, witnesses);
  printLines([...readyLines(corscope), `Browser    ${browser.path} → ${url}`, ...opened.notes], json);
  if (json) printJson(readyEvent(corscope));
  void opened.exited.then(({ complaint }) =>
    printLines(['The browser has ended; corscope goes on.', complaint].filter(Boolean), json),
  );
  await untilSignal(signal, { close: async () => void (await Promise.all([opened.close(), corscope.close()])) });
}
