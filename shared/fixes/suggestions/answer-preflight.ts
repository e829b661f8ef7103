import type { Suggester } from '../suggestion.ts';
import { preflightParts } from './parts.ts';
import { PREFLIGHT_CODES } from './preflight-codes.ts';

const EMPTY = { version: 'HTTP/1.1', status: 204, reason: '', lines: [] };

/** Whatever is wrong with the server's OPTIONS: it is not asked. */
export const answerPreflight: Suggester = {
  codes: [...PREFLIGHT_CODES, null],
  propose({ failure: { exchange, origin, phase }, facts }) {
    if (phase !== 'preflight') return [];
    const why = `corscope answers OPTIONS from \`${origin}\` with 204 and allows what it asks for, as an edge that handles preflights would; \`${exchange.authority}\` does not see it.`;
    const core = {
      title: 'Answer the preflight in corscope',
      also: '',
      operations: [{ op: 'answer', status: 204 } as const],
      why,
    };
    const parts = preflightParts({ origin, mode: facts.credentials.mode }, EMPTY, exchange);
    return [{ core, parts: parts.map(part => ({ ...part, why: '' })), exchange, phase: 'preflight' }];
  },
};
