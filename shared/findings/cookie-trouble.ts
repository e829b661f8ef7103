import type { CookieConclusion } from '../cors/cookies/cookie-conclusion.ts';
import { cookieConclusions } from '../cors/cookies/cookie-conclusions.ts';
import { reasonText } from '../cors/cookies/cookie-reason.ts';
import type { LineRef } from '../trace/exchange.ts';
import type { RefusedCookie } from '../trace/witness.ts';
import type { Subject } from './rule.ts';

/** A cookie that the browser would not store or did not send. */
export interface CookieTrouble {
  readonly name: string;
  /** The DevTools protocol's words, and corscope's own in kebab-case. */
  readonly reasons: readonly string[];
  readonly evidence: readonly LineRef[];
}

/** From the Set-Cookie lines of all but preflights, whose answers set nothing anyway, and from the browser's account. */
export function notStored(subject: Subject): CookieTrouble[] {
  const { journey } = subject;
  const isPreflight = (id: string) => journey.legs.some(({ preflight }) => preflight?.id === id);
  const concluded = conclusionsOn(subject)
    .filter(({ result, exchange }) => result === 'not-stored' && !isPreflight(exchange))
    .filter(({ reasons }) => !reasons.includes('expired'))
    .map(troubleOf);
  return withAccount(concluded, journey.witness?.cookies.setBlocked ?? []);
}

/** Set on the way and missing later, or held back by the browser's own account. */
export function notSent(subject: Subject): CookieTrouble[] {
  const concluded = conclusionsOn(subject)
    .filter(({ result }) => result === 'not-sent')
    .map(troubleOf);
  return withAccount(concluded, subject.journey.witness?.cookies.blocked ?? []);
}

const remembered = new WeakMap<Subject, readonly CookieConclusion[]>();

/** Two rules ask for them. */
function conclusionsOn(subject: Subject): readonly CookieConclusion[] {
  const known = remembered.get(subject);
  if (known !== undefined) return known;
  const found = cookieConclusions(subject.journey, { credentials: subject.facts.credentials.mode });
  if (found.length > 0) remembered.set(subject, found);
  return found;
}

/** "`sid`: without SameSite …; `csrf`: …". */
export function troublesText(troubles: readonly CookieTrouble[]): string {
  return troubles.map(({ name, reasons }) => `\`${name}\`: ${reasons.map(reasonText).join(', and ')}`).join('; ');
}

/** What to change for a reason, as the rest of a sentence; the first reason that has a cure counts. */
export function cureOf(troubles: readonly CookieTrouble[]): string {
  const reasons = troubles.flatMap(trouble => trouble.reasons);
  const found = CURES.find(([pattern]) => reasons.some(reason => pattern.test(reason)));
  return found?.[1] ?? 'set the cookie again, with the attributes that this request asks for';
}

const CURES: readonly (readonly [RegExp, string])[] = [
  [
    /^credentials-mode$/,
    'use `credentials: "include"` in the page, and respond with `Access-Control-Allow-Credentials: true`',
  ],
  [/^(?:SameSiteNoneInsecure|partitioned-insecure)$/, 'add `Secure`, and set the cookie over https'],
  [/SameSite/, 'set it with `SameSite=None; Secure`, or serve the page and the API from the same site'],
  [
    /^(?:UserPreferences|ThirdParty\w+)$/,
    'add `Partitioned` to a `SameSite=None; Secure` cookie, or serve the page and the API from the same site',
  ],
  [/^SecureOnly$/, 'serve that URL over https'],
  [/^(?:InvalidDomain|DomainMismatch)$/, 'set Domain to a domain that both hosts share, or leave it away'],
  [/^NotOnPath$/, 'set it with a Path that covers this URL, such as `/`'],
  [/^InvalidPrefix$/, 'give it what its name promises: `Secure`, and for `__Host-` also `Path=/` and no Domain'],
  [
    /^(?:DisallowedCharacter|NoCookieContent|NameValuePairExceedsMaxSize)$/,
    'write the line anew: a name, a short value, no control characters',
  ],
];

function troubleOf({ name, reasons, line }: CookieConclusion): CookieTrouble {
  return { name, reasons, evidence: line === null ? [] : [line] };
}

/** The browser's word replaces what was concluded of a cookie of that name. */
function withAccount(concluded: readonly CookieTrouble[], account: readonly RefusedCookie[]): CookieTrouble[] {
  if (account.length === 0) return [...concluded];
  const told = new Map(account.map(({ name, reasons }) => [name, reasons]));
  const known = concluded.map(trouble => ({ ...trouble, reasons: told.get(trouble.name) ?? trouble.reasons }));
  const names = new Set(known.map(({ name }) => name));
  const more = [...told].filter(([name]) => !names.has(name));
  return [...known, ...more.map(([name, reasons]) => ({ name, reasons, evidence: [] }))];
}
