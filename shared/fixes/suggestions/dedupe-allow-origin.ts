import { valuesOf } from '../../http/header-line.ts';
import type { Mend, Suggester } from '../suggestion.ts';

const HEADER = 'Access-Control-Allow-Origin';

/** Two layers added the header: one of the lines goes. */
export const dedupeAllowOrigin: Suggester = {
  codes: ['MultipleAllowOriginValues', 'PreflightMultipleAllowOriginValues'],
  propose({ response }) {
    const values = valuesOf(response.lines, HEADER);
    if (values.length < 2) return [];
    const first = keeping('first', values[0] ?? '');
    return values.every(value => value === values[0]) ? [first] : [first, keeping('last', values.at(-1) ?? '')];
  },
};

function keeping(keep: 'first' | 'last', value: string): Mend {
  return {
    title: `Keep the ${keep} ${HEADER}`,
    operations: [{ op: 'dedupe', header: HEADER, keep }],
    why: `Keeps the ${keep} ${HEADER} line, \`${value}\`, and drops the rest: as if one layer alone owned CORS.`,
  };
}
