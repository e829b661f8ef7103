import { valuesOf } from '../../http/header-line.ts';
import type { Part, Suggester } from '../suggestion.ts';
import { allowCredentials } from './parts.ts';

const HEADER = 'Access-Control-Allow-Origin';

/** Two layers added the header: one of the lines goes. */
export const dedupeAllowOrigin: Suggester = {
  codes: ['MultipleAllowOriginValues', 'PreflightMultipleAllowOriginValues'],
  propose({ failure: { exchange, origin, phase, response }, facts }) {
    const values = valuesOf(response.lines, HEADER);
    if (values.length < 2) return [];
    const asker = { origin, mode: facts.credentials.mode };
    const cores = [keeping('first', values[0] ?? '')];
    if (values.some(value => value !== values[0])) cores.push(keeping('last', values.at(-1) ?? ''));
    return cores.map(core => ({
      core,
      parts: origin === 'null' ? [] : [allowCredentials(asker)],
      exchange,
      phase: phase === 'preflight' ? phase : 'actual',
    }));
  },
};

function keeping(keep: 'first' | 'last', value: string): Part {
  return {
    title: `Keep the ${keep} ${HEADER}`,
    also: '',
    operations: [{ op: 'dedupe', header: HEADER, keep }],
    why: `Keeps the ${keep} ${HEADER} line, \`${value}\`, and drops the others, as if only one layer owned CORS.`,
  };
}
