import { type BlamedAnswer, blameAnswer } from '../blame.ts';
import type { Conclusion } from '../conclusion.ts';
import { exampleLadder, goodApp, passOn } from '../examples.ts';
import { questionsIn } from '../ladder.ts';
import { ALLOW_CREDENTIALS, ALLOW_ORIGIN, allowsCredentials, askedLines, echoesOrigin, linesOf } from '../reading.ts';
import { headerWords, layerName, requestWords, whereToMend } from '../words.ts';

/** `null` is let in by name. */
export const nullAllowed = {
  id: 'null-allowed',
  title: 'The origin null is allowed',
  severity: 'risks',
  checks: ['app.explicit'],
  find(ladder) {
    const [question = ''] = questionsIn(ladder, ['null-origin']);
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
    const what = severity === 'notes' ? 'read these responses' : 'read these responses with the cookies of a user';
    return {
      seen: `${layerName(ladder, layer)} responds to ${requestWords(told)} from the origin \`null\` ${headerWords(told, ALLOW_ORIGIN)}.`,
      why: `Any page can create a sandboxed iframe, whose origin is \`null\`, and through it ${what}. Your own page sends \`null\` only after a cross-origin redirect, or when it was opened from a file.`,
      change: `In ${whereToMend(ladder, values)}, remove \`null\` from the allowed origins; if your page needs it, remove the redirect that causes it.`,
    };
  },
  examples: [
    {
      desc: 'null on the list',
      blames: ['app'],
      ladder: () =>
        exampleLadder({
          cdn: passOn,
          app: (request, inner) =>
            request.origin === 'null' ? `200 OK\n${ALLOW_ORIGIN}: null` : goodApp(request, inner),
        }),
    },
    { desc: 'near miss: *', blames: [], ladder: () => exampleLadder({ app: () => `200 OK\n${ALLOW_ORIGIN}: *` }) },
    { desc: 'near miss: not let in', blames: [], ladder: () => exampleLadder({ app: goodApp }) },
  ],
} satisfies Conclusion<BlamedAnswer>;
