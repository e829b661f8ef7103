interface OriginParts {
  readonly scheme: string;
  readonly host: string;
  readonly port: string;
}

const LETTER_CASE = 'different letter case';
const NO_SCHEME = 'no scheme';
const TRAILING_SLASH = 'trailing slash';
const PATH_AFTER = 'a path after the origin';
const MISSPELLINGS = [LETTER_CASE, NO_SCHEME, TRAILING_SLASH, PATH_AFTER];

/** What makes an Access-Control-Allow-Origin value differ from the page's origin, in a few words. */
export function originDifference(allowed: string, origin: string): string {
  if (allowed === 'null') return 'the opaque origin `null`, which sandboxed pages and cross-origin redirects send';
  if (allowed.includes('*')) return 'a pattern: `*` works only on its own';
  if (allowed.toLowerCase() === origin.toLowerCase()) return LETTER_CASE;
  const wanted = partsOf(origin);
  const given = partsOf(allowed);
  if (wanted === null) return 'the request’s origin is opaque';
  if (given === null) return allowed === origin.replace(/^.*?:\/\//, '') ? NO_SCHEME : 'not an origin';
  if (allowed.startsWith(origin) && /^\/$/.test(allowed.slice(origin.length))) return TRAILING_SLASH;
  if (allowed.startsWith(`${origin}/`)) return PATH_AFTER;
  return differentParts(given, wanted);
}

/** Whether it means the page's origin and is only written wrong: a letter's case, a slash, a path, no scheme. */
export function isMisspelled(allowed: string, origin: string): boolean {
  const difference = originDifference(allowed, origin);
  return MISSPELLINGS.some(misspelling => misspelling === difference);
}

/** Whether it is an origin of a developer's machine. */
export function isLocal(origin: string): boolean {
  return /^https?:\/\/(localhost|[^/:]*\.localhost|127\.\d+\.\d+\.\d+|\[::1\]|0\.0\.0\.0)(:\d+)?\/?$/i.test(origin);
}

/** Whether it is an origin of a developer's machine, or by its name of a stage before production. */
export function isBeforeProduction(origin: string): boolean {
  return isLocal(origin) || /(?:^|[/.-])(?:staging|stage|dev|qa|uat|preview|sandbox)[.-]/i.test(origin);
}

function differentParts(given: OriginParts, wanted: OriginParts): string {
  const differences = [
    given.scheme === wanted.scheme ? '' : `scheme \`${given.scheme}\` instead of \`${wanted.scheme}\``,
    given.host === wanted.host ? '' : hostDifference(given.host, wanted.host),
    given.port === wanted.port ? '' : `port \`${given.port || 'default'}\` instead of \`${wanted.port || 'default'}\``,
  ].filter(text => text !== '');
  return differences.join(', ') || 'written differently';
}

function hostDifference(given: string, wanted: string): string {
  if (given === `www.${wanted}`) return 'with `www.`';
  if (wanted === `www.${given}`) return 'without `www.`';
  return 'a different host';
}

function partsOf(origin: string): OriginParts | null {
  const [, scheme = '', host = '', port = ''] =
    /^([a-z][a-z0-9+.-]*):\/\/(\[[^\]]*\]|[^/:]+)(?::(\d*))?(?:\/.*)?$/i.exec(origin) ?? [];
  return host === '' ? null : { scheme: scheme.toLowerCase(), host: host.toLowerCase(), port };
}
