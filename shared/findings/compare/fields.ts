import { combinedValue } from '../../http/header-line.ts';
import { maskLines } from '../../http/mask.ts';
import { isSafelistedMethod } from '../../http/safelisted-method.ts';
import { unsafeHeaderNames } from '../../http/safelisted-request-header.ts';
import type { Exchange } from '../../trace/exchange.ts';
import { exchangePaths } from '../../trace/exchange-path.ts';
import type { Field, Side } from './field.ts';

/** In the order in which a person compares: what the page asked, what the preflight said, what the answer said, who said it. */
export const FIELDS: readonly Field[] = [
  {
    name: 'page origin',
    read: ({ report }) => report.facts.pageOrigin,
    effect: (a, b) =>
      a === null || b === null
        ? `Only one of them comes from a page with a known origin, ${code(a ?? b)}.`
        : `The requests come from two origins, ${code(a)} and ${code(b)}, and the API must allow each one.`,
  },
  {
    name: 'API origin',
    read: ({ report }) => report.facts.apiOrigin || null,
    effect: (a, b) => `The requests go to two APIs, ${code(a)} and ${code(b)}, each with its own CORS policy.`,
  },
  {
    name: 'method',
    read: ({ report }) => report.facts.method || null,
    effect: (a, b) => methodEffect(a ?? '', b ?? ''),
  },
  {
    name: 'headers that need a preflight',
    as: 'tokens',
    read: side => listOf(unsafeHeaderNames(requestOf(side)?.received.lines ?? [])) ?? question(side),
    effect: (a, b) =>
      a === null || b === null
        ? `Only one of them sends ${code(a ?? b)}, which a preflight must allow.`
        : 'Access-Control-Allow-Headers must list each of them.',
  },
  {
    name: 'Content-Type',
    read: side => combinedValue(requestOf(side)?.received.lines ?? [], 'Content-Type'),
    effect: (a, b) =>
      [a, b].some(value => /json/i.test(value ?? ''))
        ? `${code([a, b].find(value => /json/i.test(value ?? '')) ?? '')} needs a preflight; \`text/plain\`, \`multipart/form-data\` and form encoding do not.`
        : null,
  },
  {
    name: 'credentials mode',
    read: ({ report }) => report.facts.credentials.mode,
    effect: (a, b) =>
      [a, b].includes('include')
        ? 'With `include`, the response must name the origin and send `Access-Control-Allow-Credentials: true`; `*` is not accepted.'
        : null,
  },
  {
    name: 'Cookie sent',
    read: ({ report }) => (report.facts.credentials.cookies ? 'yes' : 'no'),
    effect: () => 'Only one of them carries the user’s cookies.',
  },
  {
    name: 'Authorization sent',
    read: ({ report }) => (report.facts.credentials.authorization ? 'yes' : 'no'),
    effect: () => '`Authorization` needs a preflight whose response lists it.',
  },
  {
    name: 'preflight',
    read: ({ report }) => report.facts.preflight,
    effect: (a, b) =>
      `The preflight is ${code(a)} for one and ${code(b)} for the other: only one that is sent can fail.`,
  },
  answerField('preflight status', preflightOf, 'A preflight needs a status from 200 to 299.'),
  originField('preflight', preflightOf, 'It must be the page’s origin, byte for byte, or `*` without credentials.'),
  headerField(
    'preflight',
    'Access-Control-Allow-Methods',
    preflightOf,
    'It must list the method, unless that is GET, HEAD or POST.',
    'tokens',
  ),
  headerField(
    'preflight',
    'Access-Control-Allow-Headers',
    preflightOf,
    'It must list every header that the preflight asks for.',
    'tokens',
  ),
  answerField('status', requestOf, 'Different server code may have responded, with a different CORS policy.'),
  originField(
    'response',
    requestOf,
    'It must be the page’s origin, byte for byte and in one line, or `*` without credentials.',
  ),
  headerField('response', 'Access-Control-Allow-Credentials', requestOf, 'With credentials it must be exactly `true`.'),
  headerField(
    'response',
    'Access-Control-Expose-Headers',
    requestOf,
    'Scripts can read only these headers and the CORS-safelisted ones.',
    'tokens',
  ),
  headerField(
    'response',
    'Vary',
    requestOf,
    'Caches store a separate response for each value of the headers that it lists.',
    'tokens',
  ),
  headerField(
    'response',
    'Location',
    requestOf,
    'After a redirect to another origin, the CORS check applies to that origin’s response.',
  ),
  {
    name: 'layers on the path',
    read: ({ journey }) =>
      journey.trails === undefined ? null : (exchangePaths(journey).at(-1)?.layers.join(' → ') ?? null),
    effect: () => 'Different layers handled the two requests.',
  },
  {
    name: 'verdict',
    read: ({ report: { verdict } }) => [verdict.outcome, verdict.phase, verdict.code].filter(Boolean).join(' '),
    effect: () => null,
  },
];

function methodEffect(a: string, b: string): string | null {
  const [simple, other] = isSafelistedMethod(a) ? [a, b] : [b, a];
  if (!isSafelistedMethod(simple) || isSafelistedMethod(other)) return null;
  return `${code(other)} needs a preflight that allows it; ${code(simple)} does not.`;
}

function answerField(name: string, pick: (side: Side) => Exchange | null, effect: string): Field {
  return { name, read: side => pick(side)?.delivered?.status.toString() ?? null, effect: () => effect };
}

function headerField(
  of: 'preflight' | 'response',
  header: string,
  pick: (side: Side) => Exchange | null,
  effect: string,
  as?: 'tokens',
): Field {
  return {
    name: `${header} of the ${of}`,
    ...(as === undefined ? {} : { as }),
    read: side => combinedValue(maskLines(pick(side)?.delivered?.lines ?? []), header),
    effect: () => effect,
  };
}

/** Two pages that are each allowed by name are treated alike; two that get the same name are not, where it is one’s own. */
function originField(of: 'preflight' | 'response', pick: (side: Side) => Exchange | null, effect: string): Field {
  const field = headerField(of, 'Access-Control-Allow-Origin', pick, effect);
  const isOwn = (side: Side) => field.read(side) === side.report.facts.pageOrigin;
  const alike = (a: Side, b: Side) => isOwn(a) === isOwn(b) && (isOwn(a) || field.read(a) === field.read(b));
  return { ...field, alike };
}

function requestOf({ journey }: Side): Exchange | null {
  return journey.legs.at(-1)?.request ?? null;
}

function preflightOf({ journey }: Side): Exchange | null {
  return journey.legs.find(({ preflight }) => preflight !== null)?.preflight ?? null;
}

/** Where the request itself was never sent, its preflight says which headers it would have had. */
function question(side: Side): string | null {
  return combinedValue(preflightOf(side)?.received.lines ?? [], 'Access-Control-Request-Headers');
}

function listOf(names: readonly string[]): string | null {
  return names.length === 0 ? null : names.join(', ');
}

function code(value: string | null): string {
  return value === null ? 'nothing' : `\`${value}\``;
}
