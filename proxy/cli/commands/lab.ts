import { browserProblemText } from '../../browser/browser-problem.ts';
import { findBrowser } from '../../browser/find-browser.ts';
import { type Corscope, startCorscope } from '../../corscope.ts';
import { labHostOf } from '../../corscope-lab-host.ts';
import { LAB_CASES } from '../../lab/cases/index.ts';
import { labTable } from '../../lab/table.ts';
import type { CorscopeOptions } from '../../options.ts';
import { commandFor, hasDisplay } from '../../setup.ts';
import { OptionsError } from '../option-problem.ts';
import { printJson, printLines, readyEvent, readyLines, tellOfTaps } from '../print.ts';
import type { ServeFlags } from '../raw-options.ts';
import { type ReadOptions, readOptions } from '../read-options.ts';
import { signalled, untilSignal } from '../until-signal.ts';
import { wantedBrowser } from '../wanted-browser.ts';

export interface LabFlags {
  readonly json?: boolean;
  readonly open?: boolean;
  readonly headless?: boolean;
  readonly only?: string;
  readonly browser?: string;
}

/** `corscope lab`: the built-in broken site behind the proxy; with `--headless`, every case run in a real browser. */
export async function lab(flags: ServeFlags & LabFlags): Promise<number> {
  const { json = false, open = false, headless = false, only, browser, ...options } = flags;
  const cases = LAB_CASES.filter(({ id }) => only === undefined || id === only);
  if (cases.length === 0) {
    throw new OptionsError([
      { where: '--only', value: only ?? '', expected: `one of ${LAB_CASES.map(({ id }) => id).join(', ')}` },
    ]);
  }
  // a run that ends by itself must not fail because the usual port is taken
  const read = await readOptions(headless ? { port: '0', ...options } : options, true);
  return headless ? runCases(read.options, cases, browser ?? null, json) : serveLab(read, open, browser ?? null, json);
}

async function runCases(
  settings: CorscopeOptions,
  cases: typeof LAB_CASES,
  wanted: string | null,
  json: boolean,
): Promise<number> {
  const browser = await wantedBrowser(wanted);
  const corscope = await startCorscope(settings);
  try {
    const { runLabHeadless } = await import('../../lab/run-headless.ts');
    const rows = await runLabHeadless({
      host: await labHostOf(corscope),
      browserPath: browser.path,
      cases,
      onRow: row => {
        if (json) printJson(row);
      },
    });
    const failed = rows.filter(row => !row.ok).length;
    if (json) printJson({ event: 'summary', cases: rows.length, failed });
    else printLines([labTable(rows)], json);
    return failed === 0 ? 0 : 1;
  } finally {
    await corscope.close();
  }
}

async function serveLab(
  { options, config }: ReadOptions,
  open: boolean,
  wanted: string | null,
  json: boolean,
): Promise<number> {
  const corscope = await startCorscope(options);
  const signal = signalled();
  printLines([...readyLines(corscope, config), `Lab        ${corscope.lab?.pageUrl ?? ''}`, ''], json);
  if (json) printJson(readyEvent(corscope));
  tellOfTaps(corscope, json);
  const invited = invite(corscope, open, wanted, json);
  const close = async () => {
    await Promise.all([corscope.close(), invited.then(opened => opened?.close())]);
  };
  // a signal may come before the browser is there
  await Promise.all([untilSignal(signal, { close }), invited]);
  return 0;
}

/** Opens the lab in a browser through the proxy, or says in two lines how to. */
async function invite(corscope: Corscope, open: boolean, wanted: string | null, json: boolean) {
  const { url, proxyUrl, ca, lab: site } = corscope;
  const labUrl = site?.pageUrl ?? 'about:blank';
  const browser = await findBrowser(wanted);
  if ('reason' in browser) {
    printLines(
      [browserProblemText(browser), `Then open ${labUrl} through the proxy, and the dashboard at ${url}`],
      json,
    );
    return null;
  }
  if (open && hasDisplay()) {
    const { openWitnessed } = await import('../../browser/open-witnessed.ts');
    const opened = await openWitnessed(
      { path: browser.path, proxyUrl, spki: ca.spki, urls: [labUrl, url], headless: false },
      corscope.witnesses,
    );
    printLines(
      [
        `Opened the lab and the dashboard in ${browser.path}: press Run on a case, then look at the other tab.`,
        ...opened.notes,
      ],
      json,
    );
    return opened;
  }
  printLines(
    [
      ...(open ? ['No display here. Run these two where there is one:'] : ['To see a call fail, and to mend it:']),
      `  1. the dashboard, in any browser:   ${url}`,
      `  2. the lab, through the proxy:      ${commandFor(browser.path, { proxyUrl, spki: ca.spki, labUrl })}`,
    ],
    json,
  );
  return null;
}
