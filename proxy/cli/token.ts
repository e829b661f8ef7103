import type { OptionProblem } from './option-problem.ts';

const TOKEN_FORM = '16 or more letters, digits, dots, hyphens, underscores and tildes';

/**
 * The token that was given, by flag or in the environment, where other processes of the machine do not see it; undefined
 * for none. What is wrong with one is told without it.
 */
export function givenToken(flag: string | undefined, problems: OptionProblem[]): string | undefined {
  const token = flag ?? (process.env['CORSCOPE_TOKEN'] || undefined);
  // a WebSocket's subprotocol can carry it, and a header's Bearer (RFC 6455 §4.1, RFC 6750 §2.1)
  if (token === undefined || /^[A-Za-z0-9._~-]{16,}$/.test(token)) return token;
  problems.push({ where: flag === undefined ? 'CORSCOPE_TOKEN' : '--token', value: '', expected: TOKEN_FORM });
  return undefined;
}
