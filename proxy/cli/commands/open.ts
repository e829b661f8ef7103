import type { OpenedBrowser } from '../../browser/open-browser.ts';
import { openWitnessed } from '../../browser/open-witnessed.ts';
import { startCorscope } from '../../corscope.ts';
import { OptionsError } from '../option-problem.ts';
import { printJson, printLines, readyEvent, readyLines, tellOfTaps } from '../print.ts';
import type { ServeFlags } from '../raw-options.ts';
import { readOptions } from '../read-options.ts';
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
  if (!/^https?:\/\/[^\s/]+/i.test(url) || !URL.canParse(url)) {
    throw new OptionsError([{ where: 'open', value: url, expected: 'a URL, such as https://app.example.com/' }]);
  }
  const { options: settings, config } = await readOptions(options, false);
  const browser = await wantedBrowser(wanted ?? null);
  const corscope = await startCorscope(settings);
  const signal = signalled();
  printLines([...readyLines(corscope, config), `Browser    ${browser.path} → ${url}`], json);
  if (json) printJson(readyEvent(corscope));
  tellOfTaps(corscope, json);
  const { proxyUrl, ca, witnesses } = corscope;
  const opening = openWitnessed({ path: browser.path, proxyUrl, spki: ca.spki, urls: [url], headless }, witnesses);
  const told = opening.then(opened => tellOf(opened, json));
  const close = async () => {
    await Promise.all([corscope.close(), opening.then(opened => opened.close())]);
  };
  // a signal may come before the browser is there
  await Promise.all([untilSignal(signal, { close }), told]);
}

function tellOf(opened: OpenedBrowser, json: boolean): void {
  if (opened.notes.length > 0) printLines(opened.notes, json);
  void opened.exited.then(({ complaint }) =>
    printLines(['The browser has ended; corscope goes on.', complaint].filter(Boolean), json),
  );
}
