import { diffLines } from '../../trace/mutation.ts';
import { type Blamed, byLayer } from '../blame.ts';
import type { Conclusion } from '../conclusion.ts';
import { exampleLadder, PAGE, passOn } from '../examples.ts';
import { type Ladder, questionsIn, reachedRungs, type Told, toldTo } from '../ladder.ts';
import { linesOf } from '../reading.ts';
import { headerWords, layerName, requestWords } from '../words.ts';

interface Values extends Blamed {
  readonly name: string;
  readonly told: Told;
  readonly innerTold: Told;
}

/** Several lines of one name become one on the way: what is left does not show who wrote what. */
export const merged = {
  id: 'merged',
  title: 'A layer joins several lines of a CORS header into one',
  severity: 'notes',
  checks: ['gateway.rewrites'],
  find(ladder) {
    const found = questionsIn(ladder, ['request', 'fresh', 'preflight']).flatMap(question => mergers(ladder, question));
    return byLayer(found).map(([first]) => ({
      layer: first.layer.name,
      evidence: [...linesOf(first.told, first.name), ...linesOf(first.innerTold, first.name)],
      values: first,
    }));
  },
  explain({ values: { layer, inner, name, told, innerTold } }, ladder) {
    const at = layerName(ladder, layer);
    const other = inner === null ? '' : layerName(ladder, inner);
    return {
      seen: `${at} responds to ${requestWords(told)} ${headerWords(told, name)}; ${other} behind it responds ${headerWords(innerTold, name)}.`,
      why: `The browser treats one combined line like several, so this changes nothing; but it hides that two places behind ${at} write the header.`,
      change: `Change nothing in ${at}; let one place behind it own ${name}.`,
    };
  },
  examples: [
    {
      desc: 'a proxy that works on header objects',
      blames: ['gateway'],
      ladder: () =>
        exampleLadder({
          gateway: () => `200 OK\naccess-control-allow-origin: *, ${PAGE}`,
          app: () => `200 OK\nAccess-Control-Allow-Origin: *\nAccess-Control-Allow-Origin: ${PAGE}`,
        }),
    },
    {
      desc: 'near miss: two lines all the way',
      blames: [],
      ladder: () =>
        exampleLadder({
          gateway: passOn,
          app: () => `200 OK\nAccess-Control-Allow-Origin: *\nAccess-Control-Allow-Origin: ${PAGE}`,
        }),
    },
  ],
} satisfies Conclusion<Values>;

function mergers(ladder: Ladder, question: string): Values[] {
  const rungs = reachedRungs(ladder);
  return rungs.flatMap((layer, place) => {
    const inner = rungs[place + 1] ?? null;
    const told = toldTo(layer, question);
    const innerTold = toldTo(inner, question);
    if (told === null || innerTold === null) return [];
    return diffLines(innerTold.head.lines, told.head.lines)
      .filter(({ kind, name }) => kind === 'merged' && /^access-control-/i.test(name))
      .map(({ name }) => ({ layer, inner, name, told, innerTold }));
  });
}
