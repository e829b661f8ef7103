import { cookieConclusions } from '../cors/cookies/cookie-conclusions.ts';
import { type CookieTrouble, notSent, notStored } from '../findings/cookie-trouble.ts';
import type { Subject } from '../findings/rule.ts';
import { firstValue } from '../http/header-line.ts';
import { type Exchange, exchangeUrl } from '../trace/exchange.ts';
import { exchangesOf } from '../trace/journey.ts';
import type { Assumption } from './assumption.ts';
import { dangersOf } from './dangers.ts';
import type { FixDraft } from './fix.ts';
import { hypothetical } from './hypothetical.ts';
import type { OperationOf } from './operation.ts';
import { compileFixes } from './scope.ts';
import type { Suggestion } from './suggest.ts';
import { stated } from './what-if.ts';

type Attributes = OperationOf<'cookie'>['set'];

/** What may help for a reason, the smallest change first. The words are the DevTools protocol's, and corscope's own. */
const CURES: readonly (readonly [RegExp, readonly Attributes[]])[] = [
  [/^(?:SameSiteNoneInsecure|partitioned-insecure)$/, [{ secure: true }]],
  [
    /SameSite/,
    [
      { sameSite: 'None', secure: true },
      { sameSite: 'None', secure: true, partitioned: true },
    ],
  ],
  [/^(?:UserPreferences|ThirdParty\w+)$/, [{ sameSite: 'None', secure: true, partitioned: true }]],
  [/^InvalidDomain$/, [{ domain: null }]],
  [/^InvalidPrefix$/, [{ secure: true }, { secure: true, path: '/', domain: null }]],
];

/**
 * For a journey that CORS lets pass, and whose cookies the browser throws away or holds back: the attributes with which it
 * would not. One whose answer sets the cookie is proven; one that was set before is mended the next time that it is set.
 */
export function suggestCookies(subject: Subject): Suggestion[] {
  if (subject.verdict.outcome !== 'allowed') return [];
  const stored = notStored(subject).map(trouble => storing(subject, trouble));
  const sent = notSent(subject).map(trouble => sending(subject, trouble));
  return [...stored, ...sent].filter(one => one !== null);
}

function storing(subject: Subject, { name, reasons, evidence }: CookieTrouble): Suggestion | null {
  const line = evidence[0];
  const exchange = exchangesOf(subject.journey).find(({ id }) => id === line?.exchange);
  if (line === undefined || exchange === undefined) return null;
  for (const set of curesFor(reasons)) {
    const fix = draftOf(name, set, exchange);
    if (isStored(subject, fix, name, exchange)) return suggestionOf(subject, fix, storedText(name, set, exchange), []);
  }
  return null;
}

/** Nobody knows which answer set it; any of that origin may. */
function sending(subject: Subject, { name, reasons }: CookieTrouble): Suggestion | null {
  const exchange = exchangesOf(subject.journey).at(-1);
  const set = curesFor(reasons.filter(reason => !/^InvalidDomain$/.test(reason)))[0];
  if (exchange === undefined || set === undefined) return null;
  const { origin, methods, ...when } = draftOf(name, set, exchange).when;
  const host = `${exchange.scheme}://${exchange.authority}`;
  const fix = { ...draftOf(name, set, exchange), when: { ...when, url: `${host}/*` } };
  const sentence = `\`${name}\` is sent only after \`${host}\` has set it again with the fix on: sign in again.`;
  return suggestionOf(subject, fix, sentText(name, set), [{ kind: 'answer-comes', sentence }]);
}

function curesFor(reasons: readonly string[]): readonly Attributes[] {
  return CURES.find(([pattern]) => reasons.some(reason => pattern.test(reason)))?.[1] ?? [];
}

function draftOf(name: string, set: Attributes, { tap, received, ...exchange }: Exchange): FixDraft {
  const origin = firstValue(received.lines, 'Origin');
  return {
    title: `Set ${name} with ${attributesText(set)}`,
    enabled: true,
    tap,
    when: {
      ...(origin === null ? {} : { origin }),
      url: `${exchangeUrl({ tap, received, ...exchange }).replace(/[?#].*$/s, '')}*`,
      methods: [received.method],
      phase: 'actual',
    },
    do: [{ op: 'cookie', name, set }],
  };
}

function attributesText(set: Attributes): string {
  const { sameSite, secure, partitioned, domain, path } = set;
  const words = [
    sameSite == null ? '' : `SameSite=${sameSite}`,
    secure ? 'Secure' : '',
    partitioned ? 'Partitioned' : '',
    path == null ? '' : `Path=${path}`,
    domain === null ? 'no Domain' : '',
  ];
  return words.filter(word => word !== '').join('; ');
}

function isStored({ journey, facts }: Subject, fix: FixDraft, name: string, exchange: Exchange): boolean {
  const changed = hypothetical(journey, compileFixes([{ ...fix, id: 'suggested', enabled: true }]));
  const credentials = facts.credentials.mode;
  const found = cookieConclusions(changed, { credentials }).filter(
    one => one.action === 'set' && one.name === name && one.exchange === exchange.id,
  );
  return found.length > 0 && found.every(({ result }) => result !== 'not-stored');
}

function suggestionOf(
  { journey, verdict }: Subject,
  fix: FixDraft,
  why: string,
  assumes: readonly Assumption[],
): Suggestion {
  return { fix, predicted: stated(journey, verdict), layer: 'upstream', why, assumes, dangers: dangersOf(fix) };
}

function storedText(name: string, set: Attributes, { authority }: Exchange): string {
  return `The browser does not store \`${name}\` from \`${authority}\`; with \`${attributesText(set)}\` it does${acrossSites(set)}.`;
}

function sentText(name: string, set: Attributes): string {
  return `The browser withholds \`${name}\`; with \`${attributesText(set)}\` it sends it${acrossSites(set)}.`;
}

function acrossSites({ sameSite }: Attributes): string {
  return sameSite === 'None' ? ', also with requests from other sites' : '';
}
