import { type BlamedAnswer, blameAnswer, byLayer } from '../blame.ts';
import type { Conclusion } from '../conclusion.ts';
import { exampleLadder, goodApp, passOn } from '../examples.ts';
import { questionsIn, type Told, toldOf } from '../ladder.ts';
import { nearMissesOf } from '../near-misses.ts';
import { ALLOW_ORIGIN, allowsCredentials, askedLines, echoesOrigin, linesOf } from '../reading.ts';
import { layerName, listed, whereToMend } from '../words.ts';

type Values = readonly [BlamedAnswer, ...BlamedAnswer[]];

/** Origins are matched by a pattern or a part of them, and others fit it too. */
export const nearMissAllowed = {
  id: 'near-miss-allowed',
  title: 'An origin that only looks like the page’s is allowed',
  severity: 'risks',
  checks: ['app.explicit', 's1.origin-exact'],
  find(ladder) {
    const questions = questionsIn(ladder, ['near-miss']);
    return byLayer(questions.map(question => blameAnswer(ladder, question, echoesOnlySome))).map(group => {
      const evidence = group.flatMap(({ told }) => [...askedLines(told, 'Origin'), ...linesOf(told, ALLOW_ORIGIN)]);
      const severity = group.some(({ told }) => allowsCredentials(told)) ? 'risks' : 'notes';
      return { layer: group[0].layer.name, evidence, severity, values: group };
    });
  },
  explain({ severity, values }, ladder) {
    const [first] = values;
    const origins = values.map(({ told }) => `\`${told.request.origin}\``);
    const page = ladder.ask.origins[0] ?? '';
    const holes = nearMissesOf(page).filter(({ origin }) => values.some(({ told }) => told.request.origin === origin));
    const cookies = severity === 'risks' ? ', with the cookies of a user who is logged in' : '';
    return {
      seen: `${layerName(ladder, first.layer)} allows ${listed(origins)} as well as \`${page}\`.`,
      why: `It seems that ${listed(holes.map(({ hole }) => hole))}: anyone who owns such a name, or can put a page there, can read these responses${cookies}.`,
      change: `In ${whereToMend(ladder, first)}, compare Origin as a whole with each allowed origin. If it must be a pattern, anchor it at both ends, escape its dots as \`\\.\`, and include the scheme.`,
    };
  },
  examples: [
    {
      desc: 'a pattern without its end',
      blames: ['app'],
      ladder: () =>
        exampleLadder({
          cdn: passOn,
          app: ({ origin }) =>
            origin?.startsWith('https://app.lab.test') ? `200 OK\n${ALLOW_ORIGIN}: ${origin}` : '200 OK',
        }),
    },
    {
      desc: 'a scheme that is not compared, at a gateway',
      blames: ['gateway'],
      ladder: () =>
        exampleLadder({
          gateway: ({ origin }) =>
            origin?.endsWith('//app.lab.test') ? `200 OK\n${ALLOW_ORIGIN}: ${origin}` : '200 OK',
          app: goodApp,
        }),
    },
    {
      desc: 'near miss: any origin is let in, which is said elsewhere',
      blames: [],
      ladder: () => exampleLadder({ app: ({ origin }) => `200 OK\n${ALLOW_ORIGIN}: ${origin ?? '*'}` }),
    },
    { desc: 'near miss: none of them', blames: [], ladder: () => exampleLadder({ app: goodApp }) },
  ],
} satisfies Conclusion<Values>;

/** Where even an unknown origin comes back, there is no pattern. */
function echoesOnlySome(told: Told, rung: BlamedAnswer['layer']): boolean {
  const unknown = toldOf(rung, 'unknown-origin');
  return echoesOrigin(told) && (unknown === null || !echoesOrigin(unknown));
}
