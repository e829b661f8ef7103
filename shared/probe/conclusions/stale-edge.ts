import { type Blamed, blameRung } from '../blame.ts';
import type { Conclusion } from '../conclusion.ts';
import { exampleLadder, goodApp, PAGE, passOn, withLines } from '../examples.ts';
import type { Ladder, LadderRung, Told } from '../ladder.ts';
import { ALLOW_ORIGIN, askedLines, linesOf } from '../reading.ts';
import { cacheLines, currentAnswer, isServedNow, mixesOrigins, staleness } from '../stale.ts';
import { headerWords, layerName, requestWords } from '../words.ts';

interface Values extends Blamed {
  readonly told: Told;
  readonly now: Told;
}

/** What a cache has kept of the URL is not what the layers say of it now: a mend behind it does not show. */
export const staleEdge = {
  id: 'stale-edge',
  title: 'A cache still serves what the layers behind it no longer send',
  severity: 'risks',
  checks: ['cdn.stale-edge', 's5.stale-cache'],
  find(ladder) {
    const blamed = blameRung(ladder, rung => staleRequest(ladder, rung) !== null);
    const told = blamed === null ? null : staleRequest(ladder, blamed.layer);
    const now = blamed === null || told === null ? null : currentAnswer(ladder, blamed.layer, told);
    if (blamed === null || told === null || now === null) return [];
    const evidence = [...askedLines(told, 'Origin'), ...linesOf(told, ALLOW_ORIGIN), ...cacheLines(told)];
    const severity = isServedNow(ladder, blamed.layer) ? 'blocks' : 'risks';
    return [{ layer: blamed.layer.name, evidence, severity, values: { ...blamed, told, now } }];
  },
  explain({ values: { layer, inner, told, now } }, ladder) {
    const name = layerName(ladder, layer);
    const elsewhere =
      now.request.rung === layer.name
        ? `, and ${headerWords(now, ALLOW_ORIGIN)} at the same URL with a query parameter that no cache has seen`
        : `; ${inner === null ? 'what is' : layerName(ladder, inner)} behind it responds ${headerWords(now, ALLOW_ORIGIN)}`;
    return {
      seen: `${name} responds to ${requestWords(told)} ${headerWords(told, ALLOW_ORIGIN)} at the URL itself${elsewhere}.`,
      why: `The page at \`${told.request.origin}\` gets the cached response until it expires, whatever changes behind ${name}.`,
      change: `Purge this URL in ${name} after each change of the CORS configuration behind it, and cache such responses only briefly.`,
    };
  },
  examples: [
    {
      desc: 'an old answer for everybody, from before credentials were allowed',
      blames: ['cdn'],
      ladder: () =>
        exampleLadder({
          cdn: ({ kind }, behind) =>
            kind === 'request' ? withLines('200 OK', `${ALLOW_ORIGIN}: *`, 'Age: 4000') : behind(),
          app: goodApp,
        }),
    },
    {
      desc: 'a cache that leaves the query out of its key',
      blames: ['cdn'],
      ladder: () =>
        exampleLadder({
          cdn: ({ kind }, behind) => (kind === 'preflight' ? behind() : withLines('200 OK', 'Age: 4000')),
          app: goodApp,
        }),
    },
    {
      desc: 'near miss: a stored response that is still true',
      blames: [],
      ladder: () =>
        exampleLadder({
          cdn: ({ kind }, behind) =>
            kind === 'request' ? withLines('200 OK', `${ALLOW_ORIGIN}: ${PAGE}`, 'Age: 4000') : behind(),
          app: goodApp,
        }),
    },
    { desc: 'near miss: nothing stored', blames: [], ladder: () => exampleLadder({ cdn: passOn, app: goodApp }) },
  ],
} satisfies Conclusion<Values>;

function isRequest({ request: { kind } }: Told): boolean {
  return kind === 'request';
}

/** A cache that mixes origins up now is another matter: there a purge does not help for long. */
function staleRequest(ladder: Ladder, rung: LadderRung): Told | null {
  if (mixesOrigins(ladder, rung)) return null;
  return rung.told.find(told => isRequest(told) && staleness(ladder, rung, told) !== null) ?? null;
}
