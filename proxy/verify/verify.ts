import type { JourneyReport, WitnessReport } from '../../shared/findings/report.ts';
import { firstValue } from '../../shared/http/header-line.ts';
import { exchangesOf, type Journey } from '../../shared/trace/journey.ts';
import { witnessNumber } from '../../shared/trace/witness.ts';
import type { SessionState } from '../../shared/wire/fold.ts';
import { type PageWord, type Tried, tryAgain } from '../browser/try-again.ts';
import type { WatchedBrowsers } from '../browser/watched-browsers.ts';
import type { EventLog } from '../record/event-log.ts';
import type { SessionView } from '../server/session-view.ts';
import { until } from '../until.ts';
import { pageRequest } from './page-request.ts';
import type { VerifyProblem } from './verify-problem.ts';

/** The same request once more, as its page made it. */
export interface Verified {
  /** The browser's word on the request as it was; null where it gave none. */
  readonly before: WitnessReport | null;
  /** Its word on the same request now. */
  readonly after: WitnessReport;
  /** Id of the new journey. */
  readonly journey: string;
  /** What the page got. */
  readonly page: PageWord;
}

export interface VerifyParts {
  readonly view: SessionView;
  readonly log: EventLog;
  readonly browsers: WatchedBrowsers;
}

/** By when the record and the browser's account have caught up with what the page already knows. */
const CATCH_UP_MS = 5_000;

/** Methods that ask and change nothing: https://httpwg.org/specs/rfc9110.html#safe.methods */
const SAFE = /^(?:GET|HEAD|OPTIONS)$/;

/** `unsafe`: the user wants it made again even where that may change something. */
export async function verify(
  journey: Journey,
  unsafe: boolean,
  { view, log, browsers }: VerifyParts,
): Promise<Verified | VerifyProblem> {
  const state = view.now();
  const { facts, witness } = state.report(journey);
  const name = `${facts.method} ${facts.url}`;
  if (!isByScript(journey)) return { reason: 'not-a-script', name };
  if (!SAFE.test(facts.method) && !unsafe) return { reason: 'unsafe-method', name, method: facts.method };
  const all = browsers.all;
  if (all.length === 0) return { reason: 'no-browser' };
  const accountId = journey.witness?.id ?? '';
  const owner = all.find(browser => browser.request(accountId) !== null) ?? null;
  const watched = owner?.request(accountId) ?? null;
  const request = await pageRequest({ journey, facts, watched, log });
  if (request === null) return { reason: 'request-unknown', name };
  const last = lastAccount(state);
  const tried = await tryAgain(request, owner === null ? all : [owner, ...all.filter(other => other !== owner)]);
  if (tried === null) return { reason: 'no-page', page: request.page ?? request.origin };
  const found = await until(CATCH_UP_MS, () => newJourney(view.now(), tried, last, facts));
  if (found?.witness == null) return { reason: 'no-account', name, word: wordText(tried.word) };
  return { before: witness, after: found.witness, journey: found.id, page: tried.word };
}

/** A page load, an image or a style sheet has no call in a script that could be made again. */
function isByScript(journey: Journey): boolean {
  if (journey.witness !== null) return journey.witness.resource === 'Fetch' || journey.witness.resource === 'XHR';
  const lines = exchangesOf(journey)[0]?.received.lines ?? [];
  const destination = firstValue(lines, 'sec-fetch-dest');
  return firstValue(lines, 'origin') !== null && (destination === null || destination === 'empty');
}

function lastAccount({ journeys }: SessionState): number {
  return Math.max(0, ...journeys.map(({ witness }) => (witness === null ? 0 : witnessNumber(witness.id))));
}

/** By the script that made it; a call that the browser refused at once came to no request, and is known by what it asked. */
function newJourney(
  state: SessionState,
  tried: Tried,
  last: number,
  facts: JourneyReport['facts'],
): JourneyReport | null {
  const account = tried.browser.accountBy(tried.script);
  const isIt = ({ witness }: Journey) =>
    witness !== null &&
    (account === null
      ? witnessNumber(witness.id) > last && witness.url === facts.url && witness.method === facts.method
      : witness.id === account);
  const journey = state.journeys.findLast(isIt);
  if (journey === undefined) return null;
  const report = state.report(journey);
  return report.verdict.outcome === 'pending' ? null : report;
}

function wordText(word: PageWord): string {
  return 'error' in word ? word.error : `status ${word.status}`;
}
