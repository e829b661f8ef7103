import { type Blamed, blameRung } from '../blame.ts';
import type { Conclusion } from '../conclusion.ts';
import { carelessCache, exampleLadder, goodApp, PAGE, passOn, withLines, withoutLines } from '../examples.ts';
import { type Ladder, type LadderRung, type Told, toldOf } from '../ladder.ts';
import { ALLOW_ORIGIN, askedLines, linesOf } from '../reading.ts';
import { cacheLines, isServedNow, keepApart, staleness, varyRows } from '../stale.ts';
import { headerWords, layerName, requestWords } from '../words.ts';

interface Values extends Blamed {
  readonly told: Told;
  readonly now: Told;
}

/** The page gets the answer that somebody from another origin got before. */
export const cachedForAnotherOrigin = {
  id: 'cached-for-another-origin',
  title: 'A cache serves one origin’s response to another',
  severity: 'risks',
  checks: ['cdn.cache', 's5.stale-cache'],
  find(ladder) {
    const blamed = blameRung(ladder, rung => wrongAnswer(ladder, rung) !== null);
    const told = blamed === null ? null : wrongAnswer(ladder, blamed.layer);
    const now = toldOf(blamed?.layer ?? null, 'fresh');
    if (blamed === null || told === null || now === null) return [];
    const evidence = [...askedLines(told, 'Origin'), ...linesOf(told, ALLOW_ORIGIN), ...cacheLines(told)];
    const severity = isServedNow(ladder, blamed.layer) ? 'blocks' : 'risks';
    return [
      { layer: blamed.layer.name, evidence, severity, checks: varyRows(blamed), values: { ...blamed, told, now } },
    ];
  },
  explain({ values }, ladder) {
    const { layer, told, now } = values;
    const page = `\`${told.request.origin}\``;
    return {
      seen: `${layerName(ladder, layer)} responds to ${requestWords(told)} from ${page} ${headerWords(told, ALLOW_ORIGIN)}${askedBefore(layer)}, and ${headerWords(now, ALLOW_ORIGIN)} at a URL that had not been requested before.`,
      why: `A cache keeps one response per URL unless Vary lists Origin: the second origin gets the headers that were meant for the first, and its browser blocks the response.`,
      change: keepApart(ladder, values),
    };
  },
  examples: [
    {
      desc: 'a CDN in front of an app that forgets Vary',
      blames: ['cdn'],
      ladder: () =>
        exampleLadder({
          cdn: carelessCache(),
          gateway: passOn,
          app: ({ origin }) => (origin === null ? '200 OK' : `200 OK\n${ALLOW_ORIGIN}: ${origin}`),
        }),
    },
    {
      desc: 'a response without headers, stored for an origin that is not let in',
      blames: ['cdn'],
      ladder: () =>
        exampleLadder({
          cdn: carelessCache(),
          app: (request, behind) => withoutLines(goodApp(request, behind), 'Vary'),
        }),
    },
    {
      desc: 'near miss: one response for everybody, which holds for everybody',
      blames: [],
      ladder: () => exampleLadder({ cdn: carelessCache(), app: () => `200 OK\n${ALLOW_ORIGIN}: *` }),
    },
    {
      desc: 'near miss: the app itself names one origin, whoever asks',
      blames: [],
      ladder: () => exampleLadder({ cdn: passOn, app: () => withLines('200 OK', `${ALLOW_ORIGIN}: ${PAGE}`) }),
    },
  ],
} satisfies Conclusion<Values>;

/** Right after another origin's request, an answer that says less is that one's too. */
function wrongAnswer(ladder: Ladder, rung: LadderRung): Told | null {
  const after = toldOf(rung, 'after-other-origin');
  const stale = after === null ? null : staleness(ladder, rung, after);
  return stale === 'other-origin' || stale === 'lacking' ? after : null;
}

function askedBefore(rung: LadderRung): string {
  const other = toldOf(rung, 'other-origin') ?? toldOf(rung, 'unknown-origin');
  return other === null ? '' : ` right after one from \`${other.request.origin}\``;
}
