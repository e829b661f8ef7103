import { explainMessage, type MessageExplanation } from '../../../shared/findings/explain-message.ts';
import { RULES } from '../../../shared/findings/rules/index.ts';
import { printJson, printLines } from '../print.ts';

/** `corscope explain TEXT…`: what a line from a browser's console means. Exit code 1 where it is not about CORS. */
export function explain(words: readonly string[], { json = false }: { readonly json?: boolean }): number {
  const found = explainMessage(words.join(' '));
  if (json) printJson({ explanations: found });
  else if (found.length > 0) printLines(found.flatMap(linesOf), json);
  else
    printLines(
      ['No browser says this of a CORS failure: paste the whole line, with its "Reason" where it has one.'],
      json,
    );
  return found.length > 0 ? 0 : 1;
}

function linesOf({ code, firefoxReason, rules }: MessageExplanation): string[] {
  const known = RULES.filter(({ id }) => rules.includes(id));
  return [
    `${code}${firefoxReason === null ? '' : ` (Firefox: ${firefoxReason})`}`,
    ...known.map(({ id, title, spec }) => `  ${id}: ${title}. ${spec}`),
    `  In the dashboard: code:${code}`,
  ];
}
