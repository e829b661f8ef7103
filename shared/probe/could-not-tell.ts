import { FAILURE_TEXT } from '../trace/failure-text.ts';
import type { ProbeAsk } from './ask.ts';
import { type Ladder, type LadderRung, reachedRungs, type Told, toldOf } from './ladder.ts';
import { ALLOW_ORIGIN, isError, isRefusal, valuesIn } from './reading.ts';
import { isReadOnly } from './request-head.ts';
import { isStored } from './stale.ts';
import { layerName, listed, statusWords } from './words.ts';

/** What the answers leave open, and what would settle it. Whole sentences. */
export function couldNotTell(ladder: Ladder): string[] {
  const reached = reachedRungs(ladder);
  const [outermost] = reached;
  const layers = [...ladder.rungs.flatMap(rung => unreached(ladder, rung)), ...oneRung(ladder, reached)];
  if (outermost === undefined) return layers;
  return [
    ...layers,
    ...ofAsking(ladder.ask),
    ...ofNewUrls(ladder, outermost),
    ...ofErrors(ladder, outermost),
    ...ofCaches(reached),
  ];
}

function unreached(ladder: Ladder, rung: LadderRung): string[] {
  const failed = rung.asked.flatMap(({ exchange }) => (exchange?.outcome.kind === 'failed' ? [exchange.outcome] : []));
  const [first] = failed;
  if (first === undefined) return [];
  const name = layerName(ladder, rung);
  const why = first.detail.startsWith('no response') ? first.detail : `${FAILURE_TEXT[first.reason]} (${first.detail})`;
  if (rung.told.length === 0) return [`What ${name} at \`${rung.address}\` does: it did not respond (${why}).`];
  return [`How ${name} responds to ${failed.length} of ${rung.asked.length} requests: it did not (${why}).`];
}

function oneRung({ ask }: Ladder, reached: readonly LadderRung[]): string[] {
  if (reached.length !== 1 || ask.rungs.length > 1) return [];
  return ['Which layer does what: only one address was probed. Name the layers behind it with --via NAME=URL.'];
}

function ofAsking({ origins, guessed, methods, allowUnsafe, headers, sameUrl }: ProbeAsk): string[] {
  const unsent = methods.filter(method => !isReadOnly(method) && !allowUnsafe);
  const nameless = headers.filter(({ name, value }) => value === null && name.toLowerCase() === 'authorization');
  return [
    ...(guessed
      ? [`Whether your page is allowed: its origin was not given, so \`${origins[0]}\` was sent. Give --origin.`]
      : []),
    ...(unsent.length > 0
      ? [
          `What the response to ${listed(unsent.map(method => `\`${method}\``))} looks like: only its preflight was sent, because the request may change something. --allow-unsafe sends it.`,
        ]
      : []),
    ...(nameless.length > 0
      ? ['What a signed-in user gets: Authorization was named without a value, so a wrong one was sent.']
      : []),
    ...(sameUrl
      ? [
          'What the layers send without their caches: everything was requested at the URL itself, because of --same-url.',
        ]
      : []),
  ];
}

/** The API, or a cache in front of it, may not take a query parameter that it does not know as one would like. */
function ofNewUrls(ladder: Ladder, rung: LadderRung): string[] {
  const [fresh, request] = [toldOf(rung, 'fresh'), toldOf(rung, 'request')];
  const name = layerName(ladder, rung);
  if (fresh === null || ladder.ask.sameUrl) return [];
  if (isStored(fresh)) {
    return [
      `What ${name} sends now: its cache has a response even for a URL that was never requested, so its cache key ignores the query.`,
    ];
  }
  if (request === null || !isComparable(request, fresh) || request.head.status === fresh.head.status) return [];
  return [
    `How ${name} treats other origins: it responds with ${statusWords(fresh)} if a query parameter is added, but with ${statusWords(request)} at the URL itself. --same-url requests everything there, but caches may then store the responses.`,
  ];
}

function isComparable({ request }: Told, fresh: Told): boolean {
  return request.method === fresh.request.method && request.origin === fresh.request.origin;
}

function ofErrors(ladder: Ladder, rung: LadderRung): string[] {
  const notFound = toldOf(rung, 'not-found');
  const answered = rung.told.some(isRefusal);
  const name = layerName(ladder, rung);
  return [
    ...(notFound !== null && !isError(notFound)
      ? [
          `Whether a 404 carries the headers: ${name} responds with ${statusWords(notFound)} to a path that should not exist.`,
        ]
      : []),
    ...(answered
      ? []
      : ['Whether a 401 or 403 carries the headers: none came. Request something that only signed-in users may have.']),
  ];
}

function ofCaches(reached: readonly LadderRung[]): string[] {
  const [outermost] = reached;
  const fresh = toldOf(outermost ?? null, 'fresh');
  if (fresh !== null && valuesIn(fresh.head, ALLOW_ORIGIN).length === 0) {
    return [
      'Whether caches mix up origins: an uncached response names no origin either, so there is nothing to compare.',
    ];
  }
  return reached.some(({ told }) => told.some(isStored))
    ? []
    : ['Whether there is a cache on the path: no response is marked as cached.'];
}
