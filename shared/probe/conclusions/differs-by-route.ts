import { hasHeader } from '../../http/header-line.ts';
import { type Blamed, blameRung } from '../blame.ts';
import type { Conclusion } from '../conclusion.ts';
import { exampleLadder, goodApp, PAGE, passOn } from '../examples.ts';
import { type LadderRung, type Told, toldOf } from '../ladder.ts';
import { ALLOW_ORIGIN, askedLines, isSuccess, linesOf } from '../reading.ts';
import { headerWords, layerName, requestWords, statusWords } from '../words.ts';

interface Values extends Blamed {
  readonly page: Told;
  readonly elsewhere: Told;
}

/** Next door the headers are there. */
export const differsByRoute = {
  id: 'differs-by-route',
  title: 'A neighbouring path gets the CORS headers, and this one does not',
  severity: 'blocks',
  checks: ['gateway.route-policy', 's3.route-policy', 's1.acao-present'],
  find(ladder) {
    const blamed = blameRung(ladder, rung => difference(rung) !== null);
    const found = blamed === null ? null : difference(blamed.layer);
    if (blamed === null || found === null) return [];
    const evidence = [...askedLines(found.page, 'Origin'), ...linesOf(found.elsewhere, ALLOW_ORIGIN)];
    return [{ layer: blamed.layer.name, evidence, values: { ...blamed, ...found } }];
  },
  explain({ values: { layer, page, elsewhere } }, ladder) {
    const name = layerName(ladder, layer);
    return {
      seen: `${name} responds to ${requestWords(page)} with ${statusWords(page)} and without ${ALLOW_ORIGIN}, and the unknown path beside it, ${requestWords(elsewhere)}, ${headerWords(elsewhere, ALLOW_ORIGIN)}.`,
      why: `The page at \`${page.request.origin}\` needs the header on this response. Other paths have it, so ${name} handles CORS but leaves this path out.`,
      change: `In ${name}, check the rules for this path: a block with its own headers, which then inherits none, a separate route, or a list of paths that CORS applies to.`,
    };
  },
  examples: [
    {
      desc: 'a location that drops what the server adds',
      blames: ['nginx'],
      ladder: () =>
        exampleLadder({
          nginx: ({ kind }, behind) => (kind === 'not-found' ? `404 Not Found\n${ALLOW_ORIGIN}: ${PAGE}` : behind()),
          app: () => '200 OK',
        }),
    },
    {
      desc: 'near miss: an error without them is another matter',
      blames: [],
      ladder: () =>
        exampleLadder({ app: ({ kind }) => (kind === 'not-found' ? `200 OK\n${ALLOW_ORIGIN}: *` : '500 Error') }),
    },
    { desc: 'near miss: on every path', blames: [], ladder: () => exampleLadder({ cdn: passOn, app: goodApp }) },
    { desc: 'near miss: on no path', blames: [], ladder: () => exampleLadder({ app: () => '200 OK' }) },
  ],
} satisfies Conclusion<Values>;

function difference(rung: LadderRung): Pick<Values, 'page' | 'elsewhere'> | null {
  const [page, elsewhere] = [toldOf(rung, 'fresh'), toldOf(rung, 'not-found')];
  if (page === null || elsewhere === null || !isSuccess(page)) return null;
  return !hasHeader(page.head.lines, ALLOW_ORIGIN) && hasHeader(elsewhere.head.lines, ALLOW_ORIGIN)
    ? { page, elsewhere }
    : null;
}
