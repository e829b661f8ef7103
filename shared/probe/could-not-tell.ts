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
  const why = first.detail.startsWith('no answer') ? first.detail : `${FAILURE_TEXT[first.reason]} (${first.detail})`;
  if (rung.told.length === 0) return [`What ${name} at \`${rung.address}\` does: ${why}.`];
  return [`What ${name} says to ${failed.length} of ${rung.asked.length} questions: ${why}.`];
}

function oneRung({ ask }: Ladder, reached: readonly LadderRung[]): string[] {
  if (reached.length !== 1 || ask.rungs.length > 1) return [];
  return ['Which layer does what: one address was asked. Name the layers behind it with --via NAME=URL.'];
}

function ofAsking({ origins, guessed, methods, allowUnsafe, headers, sameUrl }: ProbeAsk): string[] {
  const unsent = methods.filter(method => !isReadOnly(method) && !allowUnsafe);
  const nameless = headers.filter(({ name, value }) => value === null && name.toLowerCase() === 'authorization');
  return [
    ...(guessed
      ? [`Whether your page is let in: its origin was not given, so \`${origins[0]}\` was asked with. Give --origin.`]
      : []),
    ...(unsent.length > 0
      ? [
          `What the answer to ${listed(unsent.map(method => `\`${method}\``))} looks like: it was only asked for by preflight, for it may change something. --allow-unsafe sends it.`,
        ]
      : []),
    ...(nameless.length > 0
      ? ['What somebody gets who is let in: Authorization was named without a value, so a wrong one was sent.']
      : []),
    ...(sameUrl
      ? ['What the layers say apart from caches: everything was asked at the URL itself, as --same-url wants it.']
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
      `What ${name} says now: its cache has an answer even for a URL never asked before, so it leaves the query out.`,
    ];
  }
  if (request === null || !isComparable(request, fresh) || request.head.status === fresh.head.status) return [];
  return [
    `How ${name} treats other origins: it answers ${statusWords(fresh)} where a query parameter is added, and ${statusWords(request)} at the URL itself. --same-url asks everything there, at the price that caches may keep the answers.`,
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
      ? [`Whether a 404 carries the headers: ${name} answers ${statusWords(notFound)} to a path that should not exist.`]
      : []),
    ...(answered
      ? []
      : [
          'Whether a 401 or 403 carries the headers: none came. Ask for something that only those who are logged in may have.',
        ]),
  ];
}

function ofCaches(reached: readonly LadderRung[]): string[] {
  const [outermost] = reached;
  const fresh = toldOf(outermost ?? null, 'fresh');
  if (fresh !== null && valuesIn(fresh.head, ALLOW_ORIGIN).length === 0) {
    return ['Whether caches mix origins up: a new answer names no origin either, so there is nothing to compare with.'];
  }
  return reached.some(({ told }) => told.some(isStored))
    ? []
    : ['Whether a cache stands on the path: no answer says that it was stored.'];
}
