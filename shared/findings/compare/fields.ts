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
      `The API is asked by two origins, ${code(a)} and ${code(b)}: its answers must allow each by itself.`,
  },
  {
    name: 'API origin',
    read: ({ report }) => report.facts.apiOrigin || null,
    effect: (a, b) => `Two APIs are asked, ${code(a)} and ${code(b)}: each has a policy of its own.`,
  },
  {
    name: 'method',
    read: ({ report }) => report.facts.method || null,
    effect: (a, b) => methodEffect(a ?? '', b ?? ''),
  },
  {
    name: 'headers that need leave',
    as: 'tokens',
    read: side => listOf(unsafeHeaderNames(requestOf(side)?.received.lines ?? [])) ?? question(side),
    effect: (a, b) =>
      a === null || b === null
        ? `Only one of them carries ${code(a ?? b)}, and so must be asked for with a preflight.`
        : 'Access-Control-Allow-Headers must name every one of them.',
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
        ? 'With `include`, the answer must name the origin and say `Access-Control-Allow-Credentials: true`; `*` counts no more.'
        : null,
  },
  {
    name: 'Cookie sent',
    read: ({ report }) => (report.facts.credentials.cookies ? 'yes' : 'no'),
    effect: () => 'Only one of them is made with the user’s session.',
  },
  {
    name: 'Authorization sent',
    read: ({ report }) => (report.facts.credentials.authorization ? 'yes' : 'no'),
    effect: () => 'Authorization needs a preflight whose answer names it.',
  },
  {
    name: 'preflight',
    read: ({ report }) => report.facts.preflight,
    effect: (a, b) => `One goes ${code(a)}, the other ${code(b)}: only a preflight that is sent can fail.`,
  },
  answerField('preflight status', preflightOf, 'A browser accepts 200 to 299 alone.'),
  originField('preflight', preflightOf, 'It must be the page’s origin, byte for byte.'),
  headerField(
    'preflight',
    'Access-Control-Allow-Methods',
    preflightOf,
    'It must list the method that is asked for.',
    'tokens',
  ),
  headerField(
    'preflight',
    'Access-Control-Allow-Headers',
    preflightOf,
    'It must list every header that is asked for.',
    'tokens',
  ),
  answerField('status', requestOf, 'Different code on the server may have answered, with a different policy.'),
  originField('answer', requestOf, 'It must be the page’s origin, byte for byte, in one line.'),
  headerField('answer', 'Access-Control-Allow-Credentials', requestOf, 'With credentials it must be exactly `true`.'),
  headerField('answer', 'Access-Control-Expose-Headers', requestOf, 'Scripts can read no other header.', 'tokens'),
  headerField('answer', 'Vary', requestOf, 'Caches keep answers apart by what it lists.', 'tokens'),
  headerField('answer', 'Location', requestOf, 'A redirect to another origin is judged anew there.'),
  {
    name: 'layers on the path',
    read: ({ journey }) =>
      journey.trails === undefined ? null : (exchangePaths(journey).at(-1)?.layers.join(' → ') ?? null),
    effect: () => 'Not the same layers answered.',
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
  of: 'preflight' | 'answer',
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
function originField(of: 'preflight' | 'answer', pick: (side: Side) => Exchange | null, effect: string): Field {
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
