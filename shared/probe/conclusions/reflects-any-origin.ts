import { type BlamedAnswer, blameAnswer } from '../blame.ts';
import type { Conclusion } from '../conclusion.ts';
import { exampleLadder, goodApp, passOn, withLines } from '../examples.ts';
import { questionsIn } from '../ladder.ts';
import { ALLOW_CREDENTIALS, ALLOW_ORIGIN, allowsCredentials, askedLines, echoesOrigin, linesOf } from '../reading.ts';
import { headerWords, layerName, requestWords, whereToMend } from '../words.ts';

/** Whatever stands in Origin comes back as allowed. */
export const reflectsAnyOrigin = {
  id: 'reflects-any-origin',
  title: 'Any origin is let in',
  severity: 'risks',
  checks: ['app.explicit'],
  find(ladder) {
    const [question = ''] = questionsIn(ladder, ['unknown-origin']);
    const blamed = blameAnswer(ladder, question, echoesOrigin);
    if (blamed === null) return [];
    const { told, layer } = blamed;
    const evidence = [
      ...askedLines(told, 'Origin'),
      ...linesOf(told, ALLOW_ORIGIN),
      ...linesOf(told, ALLOW_CREDENTIALS),
    ];
    return [{ layer: layer.name, evidence, severity: allowsCredentials(told) ? 'risks' : 'notes', values: blamed }];
  },
  explain({ severity, values }, ladder) {
    const { layer, told } = values;
    const credentials = allowsCredentials(told) ? `, \`${ALLOW_CREDENTIALS}: true\`` : '';
    return {
      seen: `${layerName(ladder, layer)} answers ${requestWords(told)} from \`${told.request.origin}\`, an origin that nobody can own, ${headerWords(told, ALLOW_ORIGIN)}${credentials}.`,
      why:
        severity === 'notes'
          ? 'Every page of the web may read these answers, as with `*`; where the API tells callers apart by their network alone, that is too much.'
          : 'Every page of the web may make requests with the cookies of a user who is logged in, and read the answers.',
      change: `In ${whereToMend(ladder, values)}, compare Origin with a list of the origins that are meant, ${ladder.ask.origins.map(origin => `\`${origin}\``).join(' and ')} among them, and send the header for those alone.`,
    };
  },
  examples: [
    {
      desc: 'an app that echoes, with credentials',
      blames: ['app'],
      ladder: () =>
        exampleLadder({
          cdn: passOn,
          app: ({ origin }) =>
            withLines('200 OK', 'Vary: Origin', `${ALLOW_ORIGIN}: ${origin ?? '*'}`, `${ALLOW_CREDENTIALS}: true`),
        }),
    },
    {
      desc: 'a gateway that echoes in front of an app with a list',
      blames: ['gateway'],
      ladder: () =>
        exampleLadder({ gateway: ({ origin }) => `200 OK\n${ALLOW_ORIGIN}: ${origin ?? '*'}`, app: goodApp }),
    },
    {
      desc: 'near miss: *, which lets in everybody without saying who',
      blames: [],
      ladder: () => exampleLadder({ app: () => `200 OK\n${ALLOW_ORIGIN}: *` }),
    },
    { desc: 'near miss: a list', blames: [], ladder: () => exampleLadder({ app: goodApp }) },
  ],
} satisfies Conclusion<BlamedAnswer>;
