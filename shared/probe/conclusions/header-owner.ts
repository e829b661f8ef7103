import type { BlamedAnswer } from '../blame.ts';
import type { Conclusion } from '../conclusion.ts';
import { exampleLadder, goodApp, passOn } from '../examples.ts';
import { questionsIn, reachedRungs } from '../ladder.ts';
import { ownerOf } from '../owner.ts';
import { ALLOW_ORIGIN, linesOf } from '../reading.ts';
import { behind, headerWords, layerName, requestWords } from '../words.ts';

interface Values {
  readonly owners: readonly BlamedAnswer[];
}

/** Who writes the header that the browser judges. Told where more than one layer answered. */
export const headerOwner = {
  id: 'header-owner',
  title: 'Which layer lets the page in',
  severity: 'notes',
  checks: [],
  find(ladder) {
    if (reachedRungs(ladder).length < 2) return [];
    const owners = (['fresh', 'preflight'] as const)
      .map(kind => ownerOf(ladder, questionsIn(ladder, [kind])[0] ?? ''))
      .filter(owner => owner !== null);
    const [first] = owners;
    if (first === undefined) return [];
    const evidence = owners.flatMap(({ told }) => linesOf(told, ALLOW_ORIGIN));
    return [{ layer: first.layer.name, evidence, values: { owners } }];
  },
  explain({ values: { owners } }, ladder) {
    const said = owners.map(owner => {
      const { layer, told, innerTold } = owner;
      const before =
        innerTold === null ? '' : behind(ladder, owner, `responds ${headerWords(innerTold, ALLOW_ORIGIN)}`);
      return `${layerName(ladder, layer)} responds to ${requestWords(told)} ${headerWords(told, ALLOW_ORIGIN)}${before}`;
    });
    const names = [...new Set(owners.map(({ layer }) => layerName(ladder, layer)))];
    const [first = ''] = names;
    return {
      seen: `${said.join('. ')}.`,
      why: 'The layer that writes the header decides which origins are allowed; the same header written behind it has no effect.',
      change:
        names.length > 1
          ? `Two layers allow origins, ${names.join(' for one, ')} for the other: keep their lists equal, or let one of them own CORS.`
          : `To allow another origin, or to remove one, change ${first}.`,
    };
  },
  examples: [
    {
      desc: 'the app does it, through a gateway that changes nothing',
      blames: ['app'],
      ladder: () => exampleLadder({ gateway: passOn, app: goodApp }),
    },
    {
      desc: 'a gateway does it, and the app knows nothing of CORS',
      blames: ['gateway'],
      ladder: () => exampleLadder({ gateway: goodApp, app: () => '200 OK' }),
    },
    {
      desc: 'near miss: nobody does',
      blames: [],
      ladder: () => exampleLadder({ gateway: passOn, app: () => '200 OK' }),
    },
    { desc: 'near miss: one layer alone', blames: [], ladder: () => exampleLadder({ app: goodApp }) },
  ],
} satisfies Conclusion<Values>;
