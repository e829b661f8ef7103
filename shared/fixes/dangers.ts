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
      'Every origin is reflected: every page on the web can read these responses, and if the server allows credentials, with the user’s cookies.';
    return { kind: 'any-origin', severity: 'unsafe', sentence };
  }
  const sentence =
    'Every origin is reflected, with credentials: with the user’s cookies, every page on the web can read whatever the user can read.';
  return { kind: 'any-origin-with-credentials', severity: 'unsafe', sentence };
}

function star(credentials: boolean): Danger {
  if (credentials) {
    const sentence =
      'Every browser rejects `*` together with credentials, so this fixes nothing; and a server that reflects every origin instead would open everything.';
    return { kind: 'star-with-credentials', severity: 'unsafe', sentence };
  }
  const sentence =
    'With `*`, every page on the web can read these responses: fine for public data, but not for data that only a network address or a VPN protects.';
  return { kind: 'star', severity: 'caution', sentence };
}

const NULL_ORIGIN: Danger = {
  kind: 'null-origin',
  severity: 'unsafe',
  sentence:
    '`null` is the origin of every sandboxed iframe and every local file: any site can make requests with the origin `null`.',
};

/** This machine's own pages come over no network. */
function isPlainHttp(origin: string): boolean {
  return /^http:\/\/(?!(?:[^/]*\.)?localhost(?::|$)|127\.\d|\[::1\])/.test(origin);
}

function plainHttp(origin: string): Danger {
  const sentence = `\`${origin}\` is served over plain http: anyone on the network path can inject a script into it and read responses with the user’s cookies.`;
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
      'Every request header is allowed for every page: a custom header no longer proves that one of the server’s own pages made the request.';
    found.push({ kind: 'any-header', severity: 'unsafe', sentence });
  }
  if (has('Access-Control-Allow-Methods', '{request-method}')) {
    const sentence = 'Every method is allowed for every page, including DELETE and PUT.';
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
  const sentence = `\`${header}\` protects this site’s users; without it the browser allows what the header was meant to prevent.`;
  return { kind: 'protection-removed', severity: 'unsafe', sentence };
}

function actsFor(header: string): Danger {
  const sentence = `Every request that this fix covers is forwarded with this \`${header}\`, whichever page made it, so all of them act as that one user.`;
  return { kind: 'acts-for-everybody', severity: 'unsafe', sentence };
}

function cookieDangers({ name, set }: Extract<Operation, { op: 'cookie' }>): Danger[] {
  const found: Danger[] = [];
  if (set.sameSite === 'None') {
    const sentence = `With \`SameSite=None\`, \`${name}\` is sent with requests from every site: anything that changes state needs its own protection against cross-site request forgery.`;
    found.push({ kind: 'cookie-sent-by-any-site', severity: 'caution', sentence });
  }
  if (set.httpOnly === false || set.secure === false) {
    const why = set.httpOnly === false ? 'every script in the page can read it' : 'it is also sent over plain http';
    found.push({ kind: 'cookie-readable', severity: 'unsafe', sentence: `\`${name}\` loses a protection: ${why}.` });
  }
  return found;
}

const FOLLOWS: Danger = {
  kind: 'follows-anywhere',
  severity: 'caution',
  sentence:
    'corscope follows the server’s Location wherever it leads, including this machine and its network, and the page reads that response as if the first server had sent it; cookies that the redirect sets are lost.',
};

const ERROR_HIDDEN: Danger = {
  kind: 'error-hidden',
  severity: 'caution',
  sentence: 'An error response is delivered as a success: the page continues with whatever is in its body.',
};

/** Every value that the fix writes for that header of the answer. */
function writes(fix: FixDraft, header: string): string[] {
  return fix.do.flatMap(operation =>
    (operation.op === 'set' || operation.op === 'add') && sameName(operation.header, header) ? [operation.value] : [],
  );
}
