import { type BlamedAnswer, blameAnswer, breaksRequests, byLayer } from '../blame.ts';
import type { Conclusion } from '../conclusion.ts';
import { exampleLadder, goodApp, PAGE, passOn, withLines, withoutLines } from '../examples.ts';
import { type Ladder, questionsIn, reachedRungs, toldTo } from '../ladder.ts';
import {
  ALLOW_CREDENTIALS,
  ALLOW_HEADERS,
  ALLOW_METHODS,
  ALLOW_ORIGIN,
  linesOf,
  onlyValue,
  valuesIn,
} from '../reading.ts';
import { staleness } from '../stale.ts';
import { alsoOn, headerWords, layerName, requestWords } from '../words.ts';

interface Values {
  readonly header: string;
  readonly first: BlamedAnswer;
  readonly others: number;
}

const HEADERS = [ALLOW_ORIGIN, ALLOW_CREDENTIALS, ALLOW_METHODS, ALLOW_HEADERS];

/** The layer behind sends the header with another value. */
export const valueChanged = {
  id: 'value-changed',
  title: 'A layer replaces the value of a CORS header',
  severity: 'blocks',
  checks: ['mistake.many-owners'],
  find(ladder) {
    const questions = questionsIn(ladder, ['request', 'fresh', 'preflight']);
    return HEADERS.flatMap(header =>
      byLayer(questions.map(question => changedHeader(ladder, question, header))).map(group => {
        const [first] = group;
        const evidence = group.flatMap(({ told, innerTold }) => [
          ...linesOf(told, header),
          ...(innerTold === null ? [] : linesOf(innerTold, header)),
        ]);
        const isHarmful = breaksRequests(first);
        return {
          layer: first.layer.name,
          evidence,
          severity: isHarmful ? 'blocks' : 'notes',
          checks: isHarmful ? ['s1.stripped', 's5.final', 's5.layers-in-order', 'gateway.rewrites'] : [],
          values: { header, first, others: group.length - 1 },
        };
      }),
    );
  },
  explain({ severity, values: { header, first, others } }, ladder) {
    const { layer, inner, told, innerTold } = first;
    const name = layerName(ladder, layer);
    const other = inner === null ? '' : layerName(ladder, inner);
    const before = innerTold === null ? '' : headerWords(innerTold, header);
    return {
      seen: `${name} responds to ${requestWords(told)} ${headerWords(told, header)}${alsoOn(others)}; ${other} behind it responds ${before}.`,
      why:
        severity === 'notes'
          ? `The page at \`${told.request.origin}\` gets the value of ${name}, whatever ${other} sends: changing ${header} in ${other} has no effect.`
          : `The page at \`${told.request.origin}\` gets the value of ${name}, which does not allow it; the value of ${other} would.`,
      change: `Let one of the two own CORS: remove ${header} from ${name}, or set it there to the value that the page needs.`,
    };
  },
  examples: [
    {
      desc: 'a gateway that puts * in the place of the origin',
      blames: ['gateway'],
      ladder: () =>
        exampleLadder({
          gateway: (_request, behind) => withLines(withoutLines(behind(), ALLOW_ORIGIN), `${ALLOW_ORIGIN}: *`),
          app: goodApp,
        }),
    },
    {
      desc: 'near miss: the same value all the way',
      blames: [],
      ladder: () => exampleLadder({ cdn: passOn, gateway: passOn, app: goodApp }),
    },
    {
      desc: 'near miss: only added',
      blames: [],
      ladder: () => exampleLadder({ gateway: () => `200 OK\n${ALLOW_ORIGIN}: ${PAGE}`, app: () => '200 OK' }),
    },
  ],
} satisfies Conclusion<Values>;

/** From the browser inwards as long as the value is what the browser gets; several values are `doubled`'s. */
function changedHeader(ladder: Ladder, question: string, header: string): BlamedAnswer | null {
  const final = toldTo(reachedRungs(ladder)[0] ?? null, question);
  const value = final === null ? null : listOf(final.head, header);
  if (value === null || (isSingle(header) && final !== null && onlyValue(final.head, header) === null)) return null;
  const blamed = blameAnswer(
    ladder,
    question,
    (told, rung) => listOf(told.head, header) === value && staleness(ladder, rung, told) === null,
  );
  const before = blamed?.innerTold ?? null;
  if (before === null || listOf(before.head, header) === null) return null;
  return isSingle(header) && onlyValue(before.head, header) === null ? null : blamed;
}

function isSingle(header: string): boolean {
  return header === ALLOW_ORIGIN || header === ALLOW_CREDENTIALS;
}

/** Lists are the same in any order and any letter case of the header names; null where there is none. */
function listOf(head: Parameters<typeof valuesIn>[0], header: string): string | null {
  const values = valuesIn(head, header);
  if (values.length === 0) return null;
  return header === ALLOW_HEADERS
    ? values
        .map(name => name.toLowerCase())
        .sort()
        .join()
    : values.toSorted().join();
}
