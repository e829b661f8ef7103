import type { Facts } from '../../shared/cors/facts.ts';

const PREFLIGHT: Readonly<Record<Facts['preflight'], string>> = {
  sent: 'sent',
  cached: 'from the browser’s cache',
  'not-needed': 'not needed',
  missing: 'needed, not seen',
};

/** What of the page's identity went along: `cookies + Authorization`, or the mode where nothing did. */
export function credentialsInWords(facts: Facts): string {
  const { mode, cookies, authorization } = facts.credentials;
  const sent = [cookies ? 'cookies' : '', authorization ? 'Authorization' : ''].filter(word => word !== '');
  const what = sent.length > 0 ? sent.join(' + ') : 'none sent';
  return mode === 'unknown' ? what : `${what}, mode ${mode}`;
}

export function preflightInWords(facts: Facts): string {
  return PREFLIGHT[facts.preflight];
}
