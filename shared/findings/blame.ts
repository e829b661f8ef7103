import { valuesOf } from '../http/header-line.ts';
import type { Exchange } from '../trace/exchange.ts';

/**
 * The layer to blame for an answer, or for one header of it. With one tap on the path only two things are certain: what
 * corscope did itself, and what came from `upstream`, which is whatever corscope talked to.
 */
export function blame({ returned, delivered }: Exchange, header: string | null): string {
  if (delivered === null || delivered === returned) return 'upstream';
  if (returned === null || returned.status !== delivered.status) return 'corscope';
  if (header === null) return 'upstream';
  const before = valuesOf(returned.lines, header);
  const after = valuesOf(delivered.lines, header);
  return before.join('\n') === after.join('\n') ? 'upstream' : 'corscope';
}
