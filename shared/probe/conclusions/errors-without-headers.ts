import { hasHeader } from '../../http/header-line.ts';
import { type BlamedAnswer, blameAnswer, byLayer } from '../blame.ts';
import type { Conclusion } from '../conclusion.ts';
import { exampleLadder, goodApp, PAGE, passOn, withLines, withoutLines } from '../examples.ts';
import { type LadderRung, questionsIn, type Told, toldOf } from '../ladder.ts';
import { ALLOW_ORIGIN, askedLines, isError, isRefusal, isSuccess, linesOf } from '../reading.ts';
import { headerWords, layerName, listed, requestWords, statusWords } from '../words.ts';

type Values = readonly [BlamedAnswer, ...BlamedAnswer[]];

/** What works carries the headers, and errors do not. */
export const errorsWithoutHeaders = {
  id: 'errors-without-headers',
  title: 'Error responses carry no CORS headers',
  severity: 'risks',
  checks: ['s5.error-statuses', 'app.errors', 'policy.errors', 'mistake.success-only'],
  find(ladder) {
    const questions = questionsIn(ladder, ['not-found', 'unauthorized', 'fresh']);
    const holds = (told: Told, rung: LadderRung) => isError(told) && !hasOrigin(told) && working(rung) !== null;
    return byLayer(questions.map(question => blameAnswer(ladder, question, holds))).map(group => {
      const [{ layer, inner }] = group;
      const works = working(layer);
      const evidence = [
        ...group.flatMap(({ told }) => askedLines(told, 'Origin')),
        ...(works === null ? [] : linesOf(works, ALLOW_ORIGIN)),
      ];
      const refused = group.some(({ told }) => isRefusal(told)) ? ['s7.cors-on-401'] : [];
      // only the innermost layer can have code that runs too late
      const early = inner === null ? ['app.early'] : [];
      return { layer: layer.name, evidence, checks: [...refused, ...early], values: group };
    });
  },
  explain({ values }, ladder) {
    const [{ layer, inner, innerTold, told }] = values;
    const name = layerName(ladder, layer);
    const other = working(layer);
    const errors = values.map(each => `${asked(each.told)} with ${statusWords(each.told)}`);
    const works = other === null ? '' : `, and ${requestWords(other)} ${headerWords(other, ALLOW_ORIGIN)}`;
    const has = innerTold !== null && isError(innerTold) && hasOrigin(innerTold);
    const source = inner === null ? '' : layerName(ladder, inner);
    const behind = has ? `; ${source} behind it sends the header with its ${statusWords(innerTold)}` : '';
    return {
      seen: `${name} responds to ${listed(errors)}, without ${ALLOW_ORIGIN}${works}${behind}.`,
      why: `The page at \`${told.request.origin}\` cannot read such an error: its scripts see a failed request without a status, and cannot tell a missing resource from an expired session.`,
      change: has
        ? `Let ${name} keep the headers of ${source} on errors too: look for a custom error page that replaces the response.`
        : `Let ${name} add the CORS headers to every response, whatever its status: in the outermost middleware, or, in a server’s configuration, with the option that includes errors.`,
    };
  },
  examples: [
    {
      desc: 'nginx’s add_header without always',
      blames: ['nginx'],
      ladder: () =>
        exampleLadder({
          nginx: (request, behind) =>
            isFault(request.kind) ? behind() : withLines(behind(), `${ALLOW_ORIGIN}: ${PAGE}`),
          app: ({ kind }) => (isFault(kind) ? '404 Not Found' : '200 OK'),
        }),
    },
    {
      desc: 'a proxy with error pages of its own',
      blames: ['nginx'],
      ladder: () =>
        exampleLadder({
          nginx: ({ kind }, behind) => (kind === 'not-found' ? '404 Not Found' : behind()),
          app: goodApp,
        }),
    },
    {
      desc: 'a page whose own URL fails, where a neighbouring path works',
      blames: ['nginx'],
      ladder: () =>
        exampleLadder({
          nginx: ({ kind }, behind) =>
            kind === 'not-found' ? withLines('200 OK', `${ALLOW_ORIGIN}: ${PAGE}`) : behind(),
          app: () => '500 Internal Server Error',
        }),
    },
    {
      desc: 'an app that checks who is there before its CORS code runs',
      blames: ['app'],
      ladder: () =>
        exampleLadder({
          cdn: passOn,
          app: (request, inner) =>
            request.kind === 'unauthorized'
              ? withoutLines(goodApp(request, inner), ALLOW_ORIGIN).replace('200 OK', '401 Unauthorized')
              : goodApp(request, inner),
        }),
    },
    { desc: 'near miss: on every response', blames: [], ladder: () => exampleLadder({ cdn: passOn, app: goodApp }) },
    {
      desc: 'near miss: nothing carries them',
      blames: [],
      ladder: () => exampleLadder({ app: ({ kind }) => (isFault(kind) ? '404 Not Found' : '200 OK') }),
    },
  ],
} satisfies Conclusion<Values>;

function asked(told: Told): string {
  const name = requestWords(told);
  if (told.request.kind === 'not-found') return `an unknown path, ${name},`;
  if (told.request.kind !== 'unauthorized') return name;
  return `${name} ${hasHeader(told.request.head.lines, 'authorization') ? 'with a wrong' : 'without'} Authorization`;
}

function hasOrigin({ head }: Told): boolean {
  return hasHeader(head.lines, ALLOW_ORIGIN);
}

/** An answer that works and has the header, right or wrong: something there adds it. */
function working(rung: LadderRung): Told | null {
  const answers = (['fresh', 'not-found', 'unauthorized'] as const).map(kind => toldOf(rung, kind));
  return answers.find(told => told !== null && isSuccess(told) && hasOrigin(told)) ?? null;
}

function isFault(kind: string): boolean {
  return kind === 'not-found' || kind === 'unauthorized';
}
