import { joinProblemText } from '../../join/join-problem.ts';
import type { LinkNews } from '../../join/link.ts';
import { type JoinedTap, type JoinedTapOptions, startJoinedTap } from '../../joined-tap.ts';
import { printJson, printLines } from '../print.ts';
import { readTapOptions, type TapFlags } from '../read-tap-options.ts';
import { signalled, untilSignal } from '../until-signal.ts';

/** `corscope tap`: a tap that runs here and reports to a corscope elsewhere, until a signal ends it. */
export async function tap(text: string | undefined, flags: TapFlags & { json?: boolean }): Promise<void> {
  const { json = false, ...given } = flags;
  const options = readTapOptions(text, given);
  const early: LinkNews[] = [];
  let tell: (news: LinkNews) => void = news => void early.push(news);
  const joined = await startJoinedTap(options, news => tell(news));
  const signal = signalled();
  tellReady(joined, options, early.at(-1)?.state === 'joined', json);
  tell = news => tellNews(news, options, json);
  for (const news of early) if (news.state !== 'joined') tell(news);
  await untilSignal(signal, joined);
}

function tellReady({ tap }: JoinedTap, { join }: JoinedTapOptions, isJoined: boolean, json: boolean): void {
  const lines = [`Tap        ${tap.name}  ${tap.url} → ${tap.target}`];
  printLines(isJoined ? [...lines, `Joined     ${join.href}`] : lines, json);
  if (json) printJson({ event: 'ready', tap, joined: isJoined ? join.href : null });
}

function tellNews(news: LinkNews, { join }: JoinedTapOptions, json: boolean): void {
  printLines([newsLine(news, join)], json);
  if (!json) return;
  if (news.state !== 'waiting') printJson({ event: 'link', ...news, url: join.href });
  else {
    const { state, problem } = news;
    printJson({ event: 'link', state, url: join.href, reason: problem.reason, message: joinProblemText(problem) });
  }
}

function newsLine(news: LinkNews, join: URL): string {
  switch (news.state) {
    case 'joined':
      return news.dropped === 0
        ? `Joined     ${join.href}`
        : `Joined     ${join.href}  ${news.dropped} exchanges had to be dropped before they could be reported`;
    case 'waiting':
      return `Waiting    ${joinProblemText(news.problem)}; requests pass on, and what is recorded waits in memory`;
    case 'dropping':
      return 'Dropping   the memory is full: the oldest exchanges go before they can be reported (--memory-limit gives more)';
  }
}
