import { corsWriterOf } from '../../trace/layers/cors-writer.ts';
import { type BlamedAnswer, blameAnswer, byLayer } from '../blame.ts';
import type { Conclusion } from '../conclusion.ts';
import { exampleLadder, goodApp, PAGE, passOn, withLines } from '../examples.ts';
import { questionsIn, type Told } from '../ladder.ts';
import { ALLOW_CREDENTIALS, ALLOW_ORIGIN, linesOf, valuesIn } from '../reading.ts';
import { alsoOn, headerWords, layerName, listed, quoted, requestWords, sentenceOf } from '../words.ts';

interface Values {
  readonly header: string;
  readonly first: BlamedAnswer;
  /** How many more questions are answered so. */
  readonly others: number;
}

/** A header that a browser accepts once stands there twice, or holds a list. */
export const doubled = {
  id: 'doubled',
  title: 'A CORS header is added a second time',
  severity: 'blocks',
  checks: ['s5.duplicates', 's5.layers-in-order', 'gateway.rewrites', 'mistake.many-owners'],
  find(ladder) {
    const questions = questionsIn(ladder, ['request', 'fresh', 'preflight', 'not-found', 'unauthorized']);
    return [ALLOW_ORIGIN, ALLOW_CREDENTIALS].flatMap(header =>
      byLayer(questions.map(question => blameAnswer(ladder, question, told => isDouble(told, header)))).map(group => {
        const [first] = group;
        const evidence = group.flatMap(({ told }) => linesOf(told, header));
        return { layer: first.layer.name, evidence, values: { header, first, others: group.length - 1 } };
      }),
    );
  },
  explain({ values: { header, first, others } }, ladder) {
    const { layer, inner, told, innerTold } = first;
    const values = valuesIn(told.head, header);
    const name = layerName(ladder, layer);
    const before =
      inner === null || innerTold === null
        ? ''
        : `; ${layerName(ladder, inner)} behind it responds ${headerWords(innerTold, header)}`;
    return {
      seen: `${name} responds to ${requestWords(told)} with ${values.length} values in ${header}, ${listed(values.map(quoted))}${before}${alsoOn(others)}.${sentenceOf(corsWriterOf(told.exchange))}`,
      why: `The browser combines all lines into one value, \`${values.join(', ')}\`. Two values never match, not even two equal ones.`,
      change: changeFor(first, header, name, inner === null ? '' : layerName(ladder, inner)),
    };
  },
  examples: [
    {
      desc: 'nginx adds what the app has sent already',
      blames: ['nginx'],
      ladder: () =>
        exampleLadder({
          nginx: ({ origin }, behind) => withLines(behind(), ...(origin === PAGE ? [`${ALLOW_ORIGIN}: ${PAGE}`] : [])),
          app: goodApp,
        }),
    },
    {
      desc: 'the app does it by itself, in one line',
      blames: ['app'],
      ladder: () => exampleLadder({ nginx: passOn, app: () => `200 OK\n${ALLOW_ORIGIN}: *, ${PAGE}` }),
    },
    {
      desc: 'near miss: the app’s second line is taken out on the way',
      blames: [],
      ladder: () => exampleLadder({ nginx: goodApp, app: () => `200 OK\n${ALLOW_ORIGIN}: *\n${ALLOW_ORIGIN}: *` }),
    },
  ],
} satisfies Conclusion<Values>;

function isDouble({ head }: Told, header: string): boolean {
  return valuesIn(head, header).length > 1;
}

/** The order of the values says which of the two stands behind: nginx and HAProxy append, Apache and Caddy come first. */
function changeFor({ told, innerTold }: BlamedAnswer, header: string, name: string, inner: string): string {
  if (innerTold === null || valuesIn(innerTold.head, header).length === 0) {
    return `Two places in ${name}, or behind it, add ${header}: let one of them own CORS.`;
  }
  const before = valuesIn(innerTold.head, header);
  const after = valuesIn(told.head, header);
  const place = after.indexOf(before[0] ?? '') === 0 ? 'after' : 'before';
  return `Let one of the two own CORS: remove ${header} from ${inner}, or let ${name} replace that line instead of adding its own ${place} it.`;
}
