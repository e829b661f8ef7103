import { type Blamed, blameRung } from '../blame.ts';
import type { Conclusion } from '../conclusion.ts';
import { exampleLadder, goodApp, PAGE, passOn, withLines, withoutLines } from '../examples.ts';
import { type LadderRung, type Told, toldOf } from '../ladder.ts';
import type { QuestionKind } from '../probe-request.ts';
import { ALLOW_ORIGIN, askedLines, isNeverStored, linesOf, valuesIn, variesByOrigin } from '../reading.ts';
import { headerWords, layerName, listed, quoted } from '../words.ts';

interface Values extends Blamed {
  /** The answers without the header. */
  readonly bare: readonly Told[];
  readonly total: number;
}

/** Each at a URL of its own, so that no cache can have mixed them up. */
const APART: readonly QuestionKind[] = ['fresh', 'no-origin', 'other-origin', 'unknown-origin', 'null-origin'];

/** Who is let in depends on Origin, and an answer does not say so. */
export const varyMissing = {
  id: 'vary-missing',
  title: 'Responses depend on Origin but have no Vary: Origin',
  severity: 'risks',
  checks: ['cdn.vary'],
  find(ladder) {
    const blamed = blameRung(ladder, rung => bareAnswers(rung).length > 0);
    if (blamed === null) return [];
    const bare = bareAnswers(blamed.layer);
    const evidence = bare.flatMap(told => [...linesOf(told, ALLOW_ORIGIN), ...askedLines(told, 'Host')]);
    const severity = bare.every(isNeverStored) ? 'notes' : 'risks';
    const total = apart(blamed.layer).length;
    return [{ layer: blamed.layer.name, evidence, severity, values: { ...blamed, bare, total } }];
  },
  explain({ severity, values: { layer, inner, bare, total } }, ladder) {
    const name = layerName(ladder, layer);
    const told = inner === null || bareAnswers(inner).length > 0 ? [] : apart(inner);
    const lost =
      inner !== null && told.length > 0 && told.every(variesByOrigin)
        ? `; ${layerName(ladder, inner)} behind it sends \`Vary: Origin\``
        : '';
    const which =
      bare.length === total
        ? 'none of these responses has `Vary: Origin`'
        : `${listed(bare.map(askedBy))} ${bare.length === 1 ? 'lacks' : 'lack'} \`Vary: Origin\``;
    return {
      seen: `The response of ${name} depends on Origin (${differences(layer)}), but ${which}${lost}.`,
      why:
        severity === 'notes'
          ? 'They are `no-store`, so no cache stores them now; if that changes, one origin could get the response of another.'
          : 'A cache on the path, including the browser’s own, may store one such response and serve it to a page of another origin, where the browser blocks it.',
      change: `Let ${name} send \`Vary: Origin\` with every response of this URL, including those to requests without Origin and to origins that are not allowed.`,
    };
  },
  examples: [
    {
      desc: 'an app that echoes the origin, and never says Vary',
      blames: ['app'],
      ladder: () =>
        exampleLadder({
          cdn: passOn,
          app: ({ origin }) => (origin === null ? '200 OK' : `200 OK\n${ALLOW_ORIGIN}: ${origin}`),
        }),
    },
    {
      desc: 'an app that forgets it only where there is no Origin',
      blames: ['app'],
      ladder: () =>
        exampleLadder({
          cdn: passOn,
          app: ({ origin }) =>
            origin === null ? '200 OK' : withLines('200 OK', 'Vary: Origin', `${ALLOW_ORIGIN}: ${PAGE}`),
        }),
    },
    {
      desc: 'a gateway that takes it off',
      blames: ['gateway'],
      ladder: () => exampleLadder({ gateway: (_request, behind) => withoutLines(behind(), 'Vary'), app: goodApp }),
    },
    { desc: 'near miss: always there', blames: [], ladder: () => exampleLadder({ cdn: passOn, app: goodApp }) },
    {
      desc: 'near miss: the same for every origin',
      blames: [],
      ladder: () => exampleLadder({ app: () => `200 OK\n${ALLOW_ORIGIN}: *` }),
    },
  ],
} satisfies Conclusion<Values>;

function apart(rung: LadderRung): Told[] {
  return APART.map(kind => toldOf(rung, kind)).filter(told => told !== null);
}

/** None where all answers are alike. */
function bareAnswers(rung: LadderRung): Told[] {
  const answers = apart(rung);
  const values = new Set(answers.map(({ head }) => valuesIn(head, ALLOW_ORIGIN).join()));
  return values.size < 2 ? [] : answers.filter(told => !variesByOrigin(told));
}

function askedBy({ request: { origin } }: Told): string {
  return origin === null ? 'the one for no Origin' : `the one for ${quoted(origin)}`;
}

function differences(rung: LadderRung): string {
  const [first, ...rest] = apart(rung);
  if (first === undefined) return '';
  const values = valuesIn(first.head, ALLOW_ORIGIN).join();
  const other = rest.find(({ head }) => valuesIn(head, ALLOW_ORIGIN).join() !== values);
  const said = (told: Told) => `${headerWords(told, ALLOW_ORIGIN)} ${asker(told)}`;
  return other === undefined ? said(first) : `${said(first)} and ${said(other)}`;
}

function asker({ request: { origin } }: Told): string {
  return origin === null ? 'without an Origin' : `for ${quoted(origin)}`;
}
