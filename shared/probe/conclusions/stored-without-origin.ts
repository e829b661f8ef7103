import { type Blamed, blameRung } from '../blame.ts';
import type { Conclusion } from '../conclusion.ts';
import { carelessCache, exampleLadder, goodApp, PAGE, passOn, withLines } from '../examples.ts';
import { type Ladder, type LadderRung, type Told, toldOf } from '../ladder.ts';
import { ALLOW_ORIGIN, askedLines } from '../reading.ts';
import { cacheLines, isServedNow, keepApart, staleness, varyRows } from '../stale.ts';
import { headerWords, layerName, requestWords } from '../words.ts';

interface Values extends Blamed {
  readonly told: Told;
  readonly now: Told;
}

/** The page gets the answer that was stored for a request without an Origin. */
export const storedWithoutOrigin = {
  id: 'stored-without-origin',
  title: 'A cache serves the page a response that was stored without CORS headers',
  severity: 'risks',
  checks: ['cdn.cache', 's5.stale-cache'],
  find(ladder) {
    const blamed = blameRung(ladder, rung => bareAnswer(ladder, rung) !== null);
    const told = blamed === null ? null : bareAnswer(ladder, blamed.layer);
    const now = toldOf(blamed?.layer ?? null, 'fresh');
    if (blamed === null || told === null || now === null) return [];
    const evidence = [...askedLines(told, 'Origin'), ...cacheLines(told)];
    const severity = isServedNow(ladder, blamed.layer) ? 'blocks' : 'risks';
    return [
      { layer: blamed.layer.name, evidence, severity, checks: varyRows(blamed), values: { ...blamed, told, now } },
    ];
  },
  explain({ values }, ladder) {
    const { layer, told, now } = values;
    const page = `\`${told.request.origin}\``;
    return {
      seen: `${layerName(ladder, layer)} responds to ${requestWords(told)} from ${page} ${headerWords(told, ALLOW_ORIGIN)} right after one without Origin, and ${headerWords(now, ALLOW_ORIGIN)} at a URL that had not been requested before.`,
      why: 'A cache that keeps one response per URL has stored one for a request without Origin (curl, an `<img>`, a health check), which has no CORS headers, and now serves it to the page.',
      change: keepApart(ladder, values),
    };
  },
  examples: [
    {
      desc: 'an app that adds the headers, and Vary, only where there is an Origin',
      blames: ['cdn'],
      ladder: () =>
        exampleLadder({
          cdn: carelessCache(),
          gateway: passOn,
          app: ({ origin }) =>
            origin === null ? '200 OK' : withLines('200 OK', 'Vary: Origin', `${ALLOW_ORIGIN}: ${PAGE}`),
        }),
    },
    {
      desc: 'near miss: the app names the page’s origin even to curl',
      blames: [],
      ladder: () => exampleLadder({ cdn: carelessCache(), app: () => `200 OK\n${ALLOW_ORIGIN}: ${PAGE}` }),
    },
    { desc: 'near miss: no cache', blames: [], ladder: () => exampleLadder({ cdn: passOn, app: goodApp }) },
  ],
} satisfies Conclusion<Values>;

function bareAnswer(ladder: Ladder, rung: LadderRung): Told | null {
  const after = toldOf(rung, 'after-no-origin');
  return after !== null && staleness(ladder, rung, after) === 'lacking' ? after : null;
}
