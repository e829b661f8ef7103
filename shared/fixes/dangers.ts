import { sameName } from '../http/header-line.ts';
import { listElements } from '../http/token-list.ts';
import type { FixDraft, Operation } from './fix.ts';

/** What a fix opens. Those before the line are never suggested. */
export type DangerKind =
  | 'any-origin-with-credentials'
  | 'any-origin'
  | 'star-with-credentials'
  | 'null-origin'
  | 'any-header'
  | 'any-method'
  | 'acts-for-everybody'
  | 'protection-removed'
  | 'cookie-readable'
  // ——
  | 'star'
  | 'plain-http-origin'
  | 'cookie-sent-by-any-site'
  | 'follows-anywhere'
  | 'error-hidden';

export interface Danger {
  readonly kind: DangerKind;
  /** `unsafe`: never suggested. `caution`: worth knowing. */
  readonly severity: 'unsafe' | 'caution';
  /** A whole sentence: what becomes possible, and for whom. */
  readonly sentence: string;
}

/** What a person should know before switching a fix on, and all the more before writing it into a server's config. */
export function dangersOf(fix: FixDraft): readonly Danger[] {
  const found = [
    ...originDangers(fix),
    ...permissionDangers(fix),
    ...fix.do.flatMap(operation => operationDangers(fix, operation)),
  ];
  return found.filter(({ kind }, index) => found.findIndex(other => other.kind === kind) === index);
}

/** Never to be suggested. */
export function isUnsafe(fix: FixDraft): boolean {
  return dangersOf(fix).some(({ severity }) => severity === 'unsafe');
}

function originDangers(fix: FixDraft): Danger[] {
  const credentials = writes(fix, 'Access-Control-Allow-Credentials').includes('true');
  const named = writes(fix, 'Access-Control-Allow-Origin').flatMap((value): Danger[] => {
    const origin = value === '{origin}' ? (fix.when.origin ?? value) : value;
    if (origin === '{origin}') return [reflected(credentials)];
    if (origin === '*') return [star(credentials)];
    if (origin === 'null') return [NULL_ORIGIN];
    return credentials && isPlainHttp(origin) ? [plainHttp(origin)] : [];
  });
  // the server names `null` itself: to allow it credentials is no better than to name it
  return credentials && fix.when.origin === 'null' ? [...named, NULL_ORIGIN] : named;
}

function reflected(credentials: boolean): Danger {
  if (!credentials) {
    const sentence =
      'Whatever site asks is allowed by name: every page on the web can read these answers, and where the server allows credentials, with the user’s cookies.';
    return { kind: 'any-origin', severity: 'unsafe', sentence };
  }
  const sentence =
    'Whatever site asks is allowed by name, with credentials: every page on the web can read, with this user’s cookies, what this user can read.';
  return { kind: 'any-origin-with-credentials', severity: 'unsafe', sentence };
}

function star(credentials: boolean): Danger {
  if (credentials) {
    const sentence =
      '`*` together with credentials is refused by every browser: it mends nothing, and a server that then names whoever asks would open everything.';
    return { kind: 'star-with-credentials', severity: 'unsafe', sentence };
  }
  const sentence =
    'With `*`, every page on the web can read these answers: right for public data, wrong for what only a network address or a VPN protects.';
  return { kind: 'star', severity: 'caution', sentence };
}

const NULL_ORIGIN: Danger = {
  kind: 'null-origin',
  severity: 'unsafe',
  sentence:
    '`null` is the origin of every sandboxed frame and every local file, of whatever site: anybody can make a page that asks as `null`.',
};

/** This machine's own pages come over no network. */
function isPlainHttp(origin: string): boolean {
  return /^http:\/\/(?!(?:[^/]*\.)?localhost(?::|$)|127\.\d|\[::1\])/.test(origin);
}

function plainHttp(origin: string): Danger {
  const sentence = `\`${origin}\` comes over plain http: whoever sits on the network between can put a script into it, and read with the user’s cookies.`;
  return { kind: 'plain-http-origin', severity: 'caution', sentence };
}

/** What one named page may send is that page's own affair. */
function permissionDangers(fix: FixDraft): Danger[] {
  if (fix.when.origin !== undefined) return [];
  const found: Danger[] = [];
  const has = (header: string, placeholder: string) =>
    writes(fix, header).some(value => listElements(value).some(one => one === '*' || one === placeholder));
  if (has('Access-Control-Allow-Headers', '{request-headers}')) {
    const sentence =
      'Whatever headers a page asks for are allowed, from any page: a header of its own is no longer a sign that the server’s own pages asked.';
    found.push({ kind: 'any-header', severity: 'unsafe', sentence });
  }
  if (has('Access-Control-Allow-Methods', '{request-method}')) {
    const sentence = 'Whatever method a page asks for is allowed, from any page: DELETE and PUT among them.';
    found.push({ kind: 'any-method', severity: 'unsafe', sentence });
  }
  return found;
}

function operationDangers({ when }: FixDraft, operation: Operation): Danger[] {
  switch (operation.op) {
    case 'remove':
      return PROTECTIONS.some(name => sameName(name, operation.header)) ? [unprotected(operation.header)] : [];
    case 'request-set':
      return ['Authorization', 'Cookie'].some(name => sameName(name, operation.header))
        ? [actsFor(operation.header)]
        : [];
    case 'cookie':
      return cookieDangers(operation);
    case 'follow-redirect':
      return [FOLLOWS];
    case 'status':
      return operation.value < 300 && when.phase !== 'preflight' ? [ERROR_HIDDEN] : [];
    default:
      return [];
  }
}

const PROTECTIONS = [
  'Content-Security-Policy',
  'Cross-Origin-Embedder-Policy',
  'Cross-Origin-Opener-Policy',
  'Cross-Origin-Resource-Policy',
  'Strict-Transport-Security',
  'X-Content-Type-Options',
  'X-Frame-Options',
];

function unprotected(header: string): Danger {
  const sentence = `\`${header}\` protects this site’s users; without it the browser lets happen what it was to prevent.`;
  return { kind: 'protection-removed', severity: 'unsafe', sentence };
}

function actsFor(header: string): Danger {
  const sentence = `Every request that this fix covers goes on with this \`${header}\`, whichever page made it: all of them act for that one user.`;
  return { kind: 'acts-for-everybody', severity: 'unsafe', sentence };
}

function cookieDangers({ name, set }: Extract<Operation, { op: 'cookie' }>): Danger[] {
  const found: Danger[] = [];
  if (set.sameSite === 'None') {
    const sentence = `With \`SameSite=None\`, \`${name}\` goes along with requests that any site makes: what changes something needs a protection against forged requests of its own.`;
    found.push({ kind: 'cookie-sent-by-any-site', severity: 'caution', sentence });
  }
  if (set.httpOnly === false || set.secure === false) {
    const why = set.httpOnly === false ? 'every script in the page can read it' : 'it also goes over plain http';
    found.push({ kind: 'cookie-readable', severity: 'unsafe', sentence: `\`${name}\` loses a protection: ${why}.` });
  }
  return found;
}

const FOLLOWS: Danger = {
  kind: 'follows-anywhere',
  severity: 'caution',
  sentence:
    'corscope goes wherever the server’s Location leads, this machine and its network included, and the page reads that answer as if the first server had given it; cookies that the redirect sets are lost.',
};

const ERROR_HIDDEN: Danger = {
  kind: 'error-hidden',
  severity: 'caution',
  sentence:
    'An answer that says no is delivered as one that says yes: the page goes on with whatever stands in its body.',
};

/** Every value that the fix writes for that header of the answer. */
function writes(fix: FixDraft, header: string): string[] {
  return fix.do.flatMap(operation =>
    (operation.op === 'set' || operation.op === 'add') && sameName(operation.header, header) ? [operation.value] : [],
  );
}
