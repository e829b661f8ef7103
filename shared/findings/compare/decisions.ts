import { combinedValue } from '../../http/header-line.ts';
import { originOf, parseUrl } from '../../http/url.ts';
import { exchangeUrl } from '../../trace/exchange.ts';
import type { Decision, Source } from '../checklist/walk.ts';
import { type Difference, type RoutePair, routeOf } from './compare.ts';
import type { Side } from './field.ts';

/** A route that both sessions asked for from a page of another origin. */
interface Pair extends RoutePair {
  readonly a: Side;
  readonly b: Side;
}

/**
 * What comparing this session with another one says of the checklist: rows that only two deployments can decide. `source`
 * names the other one. Nothing where no route is in both.
 */
export function sessionDecisions(source: Source, pairs: readonly RoutePair[]): Decision[] {
  const both = pairs.filter(isPair);
  if (both.length === 0) return [];
  return [
    decision(
      's6.origins',
      source,
      both.flatMap(originTrouble),
      `Each page’s own origin is allowed, on ${count(both)}.`,
    ),
    decision('s6.gateway-config', source, both.flatMap(answerTrouble), `The answers say the same, on ${count(both)}.`),
    decision('s6.other-flow', source, [...both.flatMap(flowTrouble), ...loneLogins(pairs)], SAME_FLOW),
  ];
}

const SAME_FLOW = 'Both sign in the same way, with the same paths for it and no other redirects.';

interface Trouble {
  readonly seen: string;
  readonly change: string;
}

function decision(row: string, source: Source, troubles: readonly Trouble[], passes: string): Decision {
  const [first] = troubles;
  const more = troubles.length > 1 ? ` So do ${troubles.length - 1} more routes.` : '';
  return {
    row,
    result: first === undefined ? 'pass' : 'fail',
    source,
    finding: first === undefined ? null : 'sessions-differ',
    seen: first === undefined ? passes : `${first.seen}${more}`,
    change: first?.change ?? '',
    evidence: [],
    needs: '',
  };
}

/** Each origin has to be allowed where it is: one is, and the other is answered with something else. */
function originTrouble({ route, a, b }: Pair): Trouble[] {
  const [first, second] = [originAnswer(a), originAnswer(b)];
  if (first.allowed === second.allowed) return [];
  const [good, bad] = first.allowed ? [first, second] : [second, first];
  return [
    {
      seen: `\`${route}\` allows \`${good.origin}\`, and answers \`${bad.origin}\` with ${bad.text}.`,
      change: `Let the API that \`${bad.origin}\` calls allow that very origin.`,
    },
  ];
}

function originAnswer({ journey, report }: Side) {
  const leg = journey.legs.at(-1);
  const lines = (leg?.request ?? leg?.preflight)?.delivered?.lines ?? [];
  const value = combinedValue(lines, 'Access-Control-Allow-Origin');
  const origin = report.facts.pageOrigin ?? '';
  const text = value === null ? 'no Access-Control-Allow-Origin' : `\`Access-Control-Allow-Origin: ${value}\``;
  return { origin, allowed: value === origin || value === '*', text };
}

/** Fields of answers, apart from Access-Control-Allow-Origin, which names each page's own. */
const ANSWERS =
  /^(?:preflight status|status|Access-Control-Allow-(?!Origin).*|Access-Control-Expose-Headers.*|Vary.*)$/;

function answerTrouble({ route, a, b, differences }: Pair): Trouble[] {
  const own = differences.filter(({ field }) => ANSWERS.test(field));
  if (own.length === 0) return [];
  return [
    {
      seen: `\`${route}\` is answered differently: ${own.map(each => differenceText(each, placesOf(a, b))).join('; ')}.`,
      change: 'Compare the configuration of the layers that differ, and let the deployed one say what the other says.',
    },
  ];
}

function differenceText({ field, a, b }: Difference, [here, there]: readonly [string, string]): string {
  return `${field} ${value(a)} ${here}, ${value(b)} ${there}`;
}

/** Where each side was answered: by the API's name, where that tells them apart. */
function placesOf(a: Side, b: Side): readonly [string, string] {
  const [here, there] = [a.report.facts.apiOrigin, b.report.facts.apiOrigin];
  return here === there ? ['here', 'there'] : [`at \`${here}\``, `at \`${there}\``];
}

function value(text: string | null): string {
  return text === null ? 'nothing' : `\`${text}\``;
}

/** Another way to prove who asks, or a redirect that only one of them follows. */
function flowTrouble({ route, a, b }: Pair): Trouble[] {
  const [first, second] = [flowOf(a), flowOf(b)];
  if (first === second) return [];
  const [here, there] = placesOf(a, b);
  return [
    {
      seen: `\`${route}\` goes ${first} ${here}, and ${second} ${there}.`,
      change: 'Let the page authenticate in the same way in both places, or test the way of the deployed one as well.',
    },
  ];
}

function flowOf({ journey, report }: Side): string {
  const { cookies, authorization } = report.facts.credentials;
  const kept = [cookies ? 'a cookie' : '', authorization ? 'an Authorization header' : '']
    .filter(Boolean)
    .join(' and ');
  const hosts = journey.legs.slice(1).map(({ preflight, request }) => {
    const exchange = request ?? preflight;
    const url = exchange === null ? null : parseUrl(exchangeUrl(exchange));
    return url === null ? 'elsewhere' : placeOf(originOf(url), report.facts.apiOrigin);
  });
  return [kept === '' ? 'without credentials' : `with ${kept}`, ...hosts.map(host => `redirected to ${host}`)].join(
    ', ',
  );
}

/** A redirect within the API is the same in both places, whatever the API's name there. */
function placeOf(origin: string, apiOrigin: string): string {
  return origin === apiOrigin ? 'the API itself' : `\`${origin}\``;
}

const LOGIN = /(?:^|\/)(?:log-?in|sign-?in|auth|oauth2?|authorize|sso|token|refresh|session)(?:\/|$)/i;

/** A path for signing in that only one of them asked for. */
function loneLogins(pairs: readonly RoutePair[]): Trouble[] {
  const lone = pairs.filter(pair => !isPair(pair) && LOGIN.test(routeOf((pair.a ?? pair.b)?.report.facts.url ?? '')));
  return lone.map(({ route, a }) => ({
    seen: `\`${route}\` was asked for ${a === null ? 'there' : 'here'} alone.`,
    change:
      'Record the same steps in both places; where the paths for signing in differ, their policies have to be set for each.',
  }));
}

function isPair(pair: RoutePair): pair is Pair {
  const { a, b } = pair;
  return a !== null && b !== null && [a, b].every(({ report: { facts } }) => facts.pageOrigin !== facts.apiOrigin);
}

function count(pairs: readonly Pair[]): string {
  return pairs.length === 1 ? 'the one route that both have' : `the ${pairs.length} routes that both have`;
}
