import type { WitnessReport } from '../../shared/findings/report.ts';
import type { RefusedCookie, ServedFrom, Witness } from '../../shared/trace/witness.ts';

/** A line of the browser's own account; values in backticks are code. */
export interface WitnessLine {
  readonly label: string;
  readonly text: string;
}

const OUTCOMES = { allowed: 'Allowed', blocked: 'Blocked', failed: 'Failed' } as const;

const SOURCES: Readonly<Record<ServedFrom, string>> = {
  network: 'the network',
  'http-cache': 'the HTTP cache',
  'memory-cache': 'the memory cache',
  'prefetch-cache': 'the prefetch cache',
  'service-worker': 'the page’s service worker',
};

/** What the browser told, a line for each thing that it told. */
export function witnessLines({ account }: WitnessReport): readonly WitnessLine[] {
  const { cookies, servedFrom } = account;
  return [
    { label: 'Outcome', text: verdictText(account) },
    { label: 'Request', text: askedText(account) },
    { label: 'Response from', text: servedFrom === null ? '' : SOURCES[servedFrom] },
    { label: 'Initiator', text: askerText(account) },
    { label: 'Cookies sent', text: cookies.sent.map(code).join(', ') },
    { label: 'Cookies withheld', text: cookies.blocked.map(refusedText).join('; ') },
    { label: 'Cookies not stored', text: cookies.setBlocked.map(refusedText).join('; ') },
  ].filter(({ text }) => text !== '');
}

function verdictText({ outcome, status, corsError, failedParameter, blockedReason, errorText }: Witness): string {
  const reasons = [corsError, failedParameter, blockedReason, errorText].filter(Boolean).map(code);
  const response = status === null ? '' : ` (status ${status})`;
  return [`${OUTCOMES[outcome]}${response}`, ...reasons].join(', ');
}

function askedText({ asked, resource }: Witness): string {
  const { credentials, mode, redirect } = asked;
  const parts = [
    mode && `mode ${code(mode)}`,
    credentials && `credentials mode ${code(credentials)}`,
    redirect && `redirect mode ${code(redirect)}`,
  ].filter(Boolean);
  return parts.length === 0 ? '' : `${resource} with ${parts.join(', ')}`;
}

function askerText({ page, target, resource }: Witness): string {
  if (page === null) return resource === 'Document' ? 'a navigation' : '';
  return `${target.replace('_', ' ')} ${code(page)}`;
}

function refusedText({ name, reasons }: RefusedCookie): string {
  return `${code(name)} (${reasons.join(', ')})`;
}

function code(text: string | null): string {
  return `\`${text ?? ''}\``;
}
