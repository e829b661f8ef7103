import { hasHeader } from '../../http/header-line.ts';
import { type BlamedAnswer, blameAnswer } from '../blame.ts';
import type { Conclusion } from '../conclusion.ts';
import { exampleLadder, goodApp, passOn } from '../examples.ts';
import { questionsIn, type Told } from '../ladder.ts';
import { ALLOW_METHODS, isSuccess, linesOf } from '../reading.ts';
import { headerWords, layerName, requestWords, statusWords } from '../words.ts';

/** A layer takes every OPTIONS for a preflight. */
export const everyOptionsAnswered = {
  id: 'every-options-answered',
  title: 'A layer answers every OPTIONS as if it were a preflight',
  severity: 'notes',
  checks: [],
  find(ladder) {
    const [question = ''] = questionsIn(ladder, ['plain-options']);
    const blamed = blameAnswer(ladder, question, looksLikePreflight);
    if (blamed === null || blamed.innerTold === null) return [];
    return [{ layer: blamed.layer.name, evidence: linesOf(blamed.told, ALLOW_METHODS), values: blamed }];
  },
  explain({ values: { layer, inner, told, innerTold } }, ladder) {
    const name = layerName(ladder, layer);
    const other = inner === null ? '' : layerName(ladder, inner);
    const behind = innerTold === null ? '' : `; ${other} behind it responds with ${statusWords(innerTold)}`;
    return {
      seen: `${name} responds to ${requestWords(told)} without Access-Control-Request-Method with ${statusWords(told)}, ${headerWords(told, ALLOW_METHODS)}${behind}.`,
      why: `Only OPTIONS with Origin and Access-Control-Request-Method is a preflight: other OPTIONS requests never reach ${other}.`,
      change: `Nothing to change, unless ${other} handles OPTIONS itself: then let ${name} answer only those with Access-Control-Request-Method.`,
    };
  },
  examples: [
    {
      desc: 'a gateway that answers OPTIONS by its method alone',
      blames: ['gateway'],
      ladder: () =>
        exampleLadder({
          gateway: ({ head }, behind) =>
            head.method === 'OPTIONS' ? `204 No Content\n${ALLOW_METHODS}: GET, PUT` : behind(),
          app: goodApp,
        }),
    },
    {
      desc: 'near miss: the app itself says what methods there are',
      blames: [],
      ladder: () => exampleLadder({ gateway: passOn, app: () => '200 OK\nAllow: GET, PUT' }),
    },
  ],
} satisfies Conclusion<BlamedAnswer>;

function looksLikePreflight(told: Told): boolean {
  return isSuccess(told) && hasHeader(told.head.lines, ALLOW_METHODS);
}
