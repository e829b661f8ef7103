import { type Blamed, blameRung } from '../blame.ts';
import type { Conclusion } from '../conclusion.ts';
import { exampleLadder, goodApp, passOn } from '../examples.ts';
import { type Told, toldOf } from '../ladder.ts';
import { refusesOrigin } from '../login.ts';
import { askedLines } from '../reading.ts';
import { layerName, requestWords, statusWords } from '../words.ts';

interface Values extends Blamed {
  readonly page: Told;
  readonly nobody: Told;
}

/** An origin that is not let in gets an error, not an answer without headers. */
export const originRefused = {
  id: 'origin-refused',
  title: 'A layer rejects the page’s origin with an error',
  severity: 'blocks',
  checks: ['s1.origin-exact', 'browser.origin'],
  find(ladder) {
    const blamed = blameRung(ladder, refusesOrigin);
    const page = toldOf(blamed?.layer ?? null, 'fresh');
    const nobody = toldOf(blamed?.layer ?? null, 'no-origin');
    if (blamed === null || page === null || nobody === null) return [];
    return [{ layer: blamed.layer.name, evidence: askedLines(page, 'Origin'), values: { ...blamed, page, nobody } }];
  },
  explain({ values: { layer, page, nobody } }, ladder) {
    const name = layerName(ladder, layer);
    const origin = `\`${page.request.origin}\``;
    return {
      seen: `${name} responds to ${requestWords(page)} from ${origin} with ${statusWords(page)}, and without an Origin with ${statusWords(nobody)}.`,
      why: `It rejects origins that are not on its list, and ${origin} is none of them: what looks like an error of the API is its CORS code.`,
      change: `Enter ${origin} exactly among the allowed origins of ${name}; for others, omit the header instead of returning an error.`,
    };
  },
  examples: [
    {
      desc: 'CORS code that throws where the origin is unknown',
      blames: ['app'],
      ladder: () =>
        exampleLadder({
          cdn: passOn,
          app: ({ origin }) => (origin === null ? '200 OK' : '500 Internal Server Error'),
        }),
    },
    { desc: 'near miss: an error for everybody', blames: [], ladder: () => exampleLadder({ app: () => '500 Error' }) },
    { desc: 'near miss: let in', blames: [], ladder: () => exampleLadder({ app: goodApp }) },
  ],
} satisfies Conclusion<Values>;
