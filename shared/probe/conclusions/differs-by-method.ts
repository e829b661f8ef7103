import { type Blamed, blameRung } from '../blame.ts';
import type { Conclusion } from '../conclusion.ts';
import { exampleLadder, goodApp, PAGE, passOn, withLines } from '../examples.ts';
import type { LadderRung } from '../ladder.ts';
import { ALLOW_ORIGIN } from '../reading.ts';
import type { RungJourney } from '../rung-journey.ts';
import { layerName } from '../words.ts';

interface Values extends Blamed {
  readonly works: RungJourney;
  readonly fails: RungJourney;
}

/** The same page gets through with one method and not with another. */
export const differsByMethod = {
  id: 'differs-by-method',
  title: 'One method is let through and another is not',
  severity: 'blocks',
  checks: ['s3.route-policy', 'gateway.route-policy', 's3.method-allowed'],
  find(ladder) {
    return ladder.ask.origins.flatMap(origin => {
      const blamed = blameRung(ladder, rung => difference(rung, origin) !== null);
      const pair = blamed === null ? null : difference(blamed.layer, origin);
      if (blamed === null || pair === null) return [];
      const steps = pair.fails.report.verdict.steps;
      const evidence = steps.filter(({ result }) => result === 'fail').flatMap(({ lines }) => lines);
      return [{ layer: blamed.layer.name, evidence, values: { ...blamed, ...pair } }];
    });
  },
  explain({ values: { layer, inner, works, fails } }, ladder) {
    const name = layerName(ladder, layer);
    const other = inner === null ? '' : `; ${layerName(ladder, inner)} behind it treats both alike`;
    const failed = fails.report.verdict.steps.findLast(({ result }) => result === 'fail')?.check ?? '';
    return {
      seen: `At ${name} a page at \`${fails.origin}\` is allowed with \`${works.method}\` but not with \`${fails.method}\`${other}.`,
      why: `For \`${fails.method}\`: ${failed}.`,
      change: `In ${name}, give the route for \`${fails.method}\`, and its OPTIONS, the CORS settings of the one for \`${works.method}\`, and list \`${fails.method}\` in Access-Control-Allow-Methods.`,
    };
  },
  examples: [
    {
      desc: 'a list of methods without PUT',
      blames: ['app'],
      ladder: () =>
        exampleLadder(
          {
            cdn: passOn,
            app: () => withLines('200 OK', `${ALLOW_ORIGIN}: ${PAGE}`, 'Access-Control-Allow-Methods: GET, POST'),
          },
          { methods: ['GET', 'PUT'] },
        ),
    },
    {
      desc: 'near miss: both get through',
      blames: [],
      ladder: () => exampleLadder({ app: goodApp }, { methods: ['GET', 'PUT'], allowUnsafe: true }),
    },
    {
      desc: 'near miss: neither does',
      blames: [],
      ladder: () => exampleLadder({ app: () => '200 OK' }, { methods: ['GET', 'PUT'] }),
    },
  ],
} satisfies Conclusion<Values>;

/** A preflight that passed counts as let through, even where the request was not sent. */
function difference({ journeys }: LadderRung, origin: string): Pick<Values, 'works' | 'fails'> | null {
  const own = journeys.filter(journey => journey.origin === origin);
  const works = own.find(({ report: { verdict } }) => verdict.outcome === 'allowed' || verdict.outcome === 'depends');
  const fails = own.find(({ report: { verdict } }) => verdict.outcome === 'blocked');
  return works === undefined || fails === undefined ? null : { works, fails };
}
