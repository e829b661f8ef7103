import { type BlamedAnswer, blameAnswer } from '../blame.ts';
import type { Conclusion } from '../conclusion.ts';
import { exampleLadder, goodApp, passOn, withLines } from '../examples.ts';
import { questionsIn } from '../ladder.ts';
import { ALLOW_CREDENTIALS, ALLOW_ORIGIN, allowsCredentials, askedLines, echoesOrigin, linesOf } from '../reading.ts';
import { headerWords, layerName, requestWords, whereToMend } from '../words.ts';

/** Whatever stands in Origin comes back as allowed. */
export const reflectsAnyOrigin = {
  id: 'reflects-any-origin',
  title: 'Any origin is allowed',
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
      seen: `${layerName(ladder, layer)} responds to ${requestWords(told)} from \`${told.request.origin}\`, an origin that no server can have on its list, ${headerWords(told, ALLOW_ORIGIN)}${credentials}.`,
      why:
        severity === 'notes'
          ? 'Every page on the web can read these responses, as with `*`; that is too much if only the network restricts who can call the API.'
          : 'Every page on the web can make requests with the cookies of a signed-in user, and read the responses.',
      change: `In ${whereToMend(ladder, values)}, compare Origin with a list of allowed origins, ${ladder.ask.origins.map(origin => `\`${origin}\``).join(' and ')} among them, and send the header only for those.`,
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
