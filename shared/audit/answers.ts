import { type Ladder, type LadderRung, type Told, toldTo } from '../probe/ladder.ts';
import { FAILURE_TEXT } from '../trace/failure-text.ts';

/** What browsers talk to. */
export function firstRung({ rungs }: Ladder): LadderRung | null {
  return rungs[0] ?? null;
}

/** Its answer to that question; null where none came. */
export function answerTo(ladder: Ladder, question: string): Told | null {
  return toldTo(firstRung(ladder), question);
}

/** The first address' answers to the page's own requests, the first origin's before the others'. */
export function pageAnswers(ladder: Ladder, kind: 'preflight' | 'request'): Told[] {
  const told = firstRung(ladder)?.told ?? [];
  return told.filter(({ request }) => request.kind === kind && ladder.ask.origins.includes(request.origin ?? ''));
}

/** Why nothing can be said of what was asked there. */
export function noAnswer(ladder: Ladder): string {
  const rung = firstRung(ladder);
  const failed = rung?.asked.find(({ exchange }) => exchange?.outcome.kind === 'failed')?.exchange;
  const why =
    failed?.outcome.kind === 'failed' ? `: ${FAILURE_TEXT[failed.outcome.reason]} (${failed.outcome.detail})` : '';
  return `No answer from \`${rung?.address ?? ladder.ask.url}\`${why}.`;
}
