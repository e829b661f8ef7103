import { cachedWord } from '../http/cache-word.ts';
import { valuesOf } from '../http/header-line.ts';
import type { ProbeAsk } from './ask.ts';
import { type Asked, type Ladder, type Told, toldTo } from './ladder.ts';
import type { Cell, Row } from './probe-report.ts';
import { ALLOW_ORIGIN, isReadable } from './reading.ts';

/** Questions down, rungs across. */
export function tableOf({ ask, rungs }: Ladder): Row[] {
  return (rungs[0]?.asked ?? []).map(({ request: { kind, question } }) => ({
    kind,
    question,
    cells: rungs.map(rung => {
      const told = toldTo(rung, question);
      const asked = rung.asked.find(({ request }) => request.question === question);
      return told === null ? silentCell(rung.name, asked) : cellOf(told, ask);
    }),
  }));
}

function silentCell(rung: string, asked: Asked | undefined): Cell {
  const outcome = asked?.exchange?.outcome;
  const text = outcome?.kind === 'failed' ? outcome.reason : 'not asked';
  return { rung, status: null, allowOrigin: [], readable: null, cached: null, text };
}

function cellOf(told: Told, ask: ProbeAsk): Cell {
  const { request, head } = told;
  const readable = isReadable(told, ask);
  const allowOrigin = valuesOf(head.lines, ALLOW_ORIGIN);
  const cached = cachedWord(head);
  const words = [String(head.status), ...signs(readable, allowOrigin, request.origin), ...(cached ? ['stored'] : [])];
  return { rung: request.rung, status: head.status, allowOrigin, readable, cached, text: words.join(' ') };
}

/** The value is left out where it is the one that the question is about. */
function signs(readable: boolean | null, allowOrigin: readonly string[], origin: string | null): string[] {
  const [first, ...rest] = allowOrigin;
  const value = rest.length > 0 ? `${allowOrigin.length} values` : (first ?? 'none');
  if (readable === null) return [value];
  if (readable) return value === origin ? ['✓'] : ['✓', value];
  return ['✗', value === origin ? 'not with credentials' : value];
}
