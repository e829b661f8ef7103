import { witnessLines } from '../../dashboard/lib/witness-text.ts';
import { REASON_TEXT, UNKNOWN_TEXT } from '../../shared/cors/cookies/cookie-reason.ts';
import { CORS_ERROR_CODES } from '../../shared/cors/cors-error.ts';
import { reportOf } from '../../shared/findings/report-of.ts';
import { witnessedJourney, witnessOf } from '../../shared/findings/witnessed.ts';
import { SERVED_FROM, type Witness } from '../../shared/trace/witness.ts';
import type { ExampleJourney } from './example-journeys.ts';
import { type Area, oneOfEach, type Said } from './said.ts';

/** Accounts of which nothing but the browser's own word is known. */
const ACCOUNTS: readonly Partial<Witness>[] = [
  ...CORS_ERROR_CODES.map(corsError => ({ corsError })),
  { blockedReason: 'csp', errorText: 'net::ERR_BLOCKED_BY_CSP' },
  { blockedReason: 'mixed-content', url: 'http://api.lab.test/me' },
  { blockedReason: 'inspector' },
  { blockedReason: 'coep-frame-resource-needs-coep-header' },
  { outcome: 'failed', errorText: 'net::ERR_ABORTED' },
  { outcome: 'failed', errorText: 'net::ERR_NAME_NOT_RESOLVED' },
  ...SERVED_FROM.map(servedFrom => ({ outcome: 'allowed' as const, status: 200, servedFrom, errorText: '' })),
  { outcome: 'allowed', status: 200, page: null, resource: 'Document', errorText: '' },
];

/** What the browser may say against a verdict of corscope's. */
const AGAINST: readonly Partial<Witness>[] = [
  { corsError: 'MissingAllowOriginHeader' },
  { outcome: 'allowed', status: 200, errorText: '' },
  { outcome: 'failed', errorText: 'net::ERR_TIMED_OUT' },
  { blockedReason: 'csp' },
  { errorText: '' },
];

/** What is said with the browser's own account in hand. */
export function areasOfWitnesses(journeys: readonly ExampleJourney[]): readonly Area[] {
  return [
    {
      title: 'Headlines on the browser’s word alone',
      place: 'The first line of a journey of which corscope saw nothing.',
      form: 'sentence',
      most: 160,
      said: oneOfEach(ACCOUNTS.map(onWord)),
    },
    {
      title: 'Where corscope and the browser disagree',
      place: 'A banner above the journey.',
      form: 'sentence',
      most: 140,
      said: oneOfEach(journeys.flatMap(disagreements)),
    },
    {
      title: 'The browser’s own account',
      place: 'The witness section, a line each.',
      form: 'label',
      most: 70,
      said: oneOfEach(ACCOUNTS.flatMap(accountOf)),
    },
    {
      title: 'Why a cookie is not stored or not sent',
      place: 'After the cookie’s name and a colon; what it depends on, where the traffic does not decide.',
      form: 'label',
      most: 120,
      said: Object.entries({ ...REASON_TEXT, ...UNKNOWN_TEXT }).map(([of, text]) => ({
        of,
        example: 'a cookie',
        text,
      })),
    },
  ];
}

function onWord(account: Partial<Witness>): Said {
  const { outcome, code, headline } = reportOf(witnessedJourney(account)).verdict;
  return { of: [outcome, code].filter(part => part !== null).join(' · '), example: 'an account', text: headline };
}

function disagreements({ name, journey }: ExampleJourney): Said[] {
  if (journey.legs.length === 0) return [];
  return AGAINST.map(account => {
    const { witness, verdict } = reportOf({ ...journey, witness: witnessOf(account) });
    return { of: verdict.outcome, example: name, text: witness?.disagreement ?? '' };
  });
}

function accountOf(account: Partial<Witness>): Said[] {
  const asked = { mode: 'cors', credentials: 'include', redirect: 'follow' } as const;
  const refused = [{ name: 'sid', reasons: ['SameSiteLax'] }];
  const cookies = { sent: ['theme'], blocked: refused, setBlocked: refused };
  const { witness } = reportOf(witnessedJourney({ asked, cookies, ...account }));
  if (witness === null) return [];
  return witnessLines(witness).map(({ label, text }) => ({ of: label, example: 'an account', text }));
}
