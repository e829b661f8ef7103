import { generatorOf } from '../../trace/layers/generator.ts';
import { type Blamed, blameRung } from '../blame.ts';
import type { Conclusion } from '../conclusion.ts';
import { exampleLadder, goodApp, PAGE, passOn } from '../examples.ts';
import { type Ladder, type LadderRung, reachedRungs, type Told, toldOf } from '../ladder.ts';
import { refusesOrigin } from '../login.ts';
import { ALLOW_ORIGIN, askedLines, isError, isReadable, isRefusal, linesOf } from '../reading.ts';
import { headerWords, layerName, requestWords, sentenceOf, statusWords } from '../words.ts';

interface Values extends Blamed {
  readonly told: Told;
  /** The layer behind, which could not be reached. */
  readonly missing: LadderRung | null;
}

/** A layer's own error: it denies, limits, or cannot reach the one behind it. */
export const answeredInstead = {
  id: 'answered-instead',
  title: 'A layer answers with an error of its own',
  severity: 'blocks',
  checks: ['cat.not-cors'],
  find(ladder) {
    const status = pageAnswer(reachedRungs(ladder)[0] ?? null)?.head.status;
    const blamed = blameRung(ladder, rung => {
      const told = pageAnswer(rung);
      return told !== null && told.head.status === status && isError(told) && !refusesOrigin(rung);
    });
    const told = blamed === null ? null : pageAnswer(blamed.layer);
    if (blamed === null || told === null) return [];
    const missing = blamed.inner === null ? unreachedBehind(ladder, blamed.layer) : null;
    if (blamed.inner === null && (missing === null || told.head.status < 500)) return [];
    const isBare = isReadable(told, ladder.ask) === false;
    const bare = isBare ? ['s5.error-statuses', 'app.errors', 'mistake.success-only'] : [];
    const checks = isBare && isRefusal(told) ? [...bare, 's7.cors-on-401'] : bare;
    const evidence = [...askedLines(told, 'Origin'), ...linesOf(told, 'Server')];
    return [{ layer: blamed.layer.name, evidence, checks, values: { ...blamed, told, missing } }];
  },
  explain({ values: { layer, inner, told, missing } }, ladder) {
    const name = layerName(ladder, layer);
    const behind = inner ?? missing;
    const other = behind === null ? '' : layerName(ladder, behind);
    const innerTold = inner === null ? null : pageAnswer(inner);
    const said =
      innerTold === null
        ? `${other} behind it could not be reached from here either`
        : `${other} behind it answers with ${statusWords(innerTold)}`;
    return {
      seen: `${name} answers ${requestWords(told)} with ${statusWords(told)}, ${headerWords(told, ALLOW_ORIGIN)}; ${said}.${sentenceOf(generatorOf(told.exchange))}`,
      why: `That answer was made by ${name}, not by ${other}: the CORS headers of ${other} are not on it, and what a browser reports as a CORS failure is this error.`,
      change: `${isRefusal(told) ? `Send what ${name} asks of those who come, or let these requests through to ${other}` : `Find out why ${name} does not pass the request on to ${other}`}; and let ${name} add the CORS headers to the errors that it makes itself, so that pages can read them.`,
    };
  },
  examples: [
    {
      desc: 'a gateway that cannot reach the app',
      blames: ['haproxy'],
      ladder: () => exampleLadder({ haproxy: () => '503 Service Unavailable', app: () => 'refused ECONNREFUSED' }),
    },
    {
      desc: 'a firewall that denies what the app would answer',
      blames: ['waf'],
      ladder: () => exampleLadder({ cdn: passOn, waf: () => '403 Forbidden', app: goodApp }),
    },
    {
      desc: 'a gateway without servers, in front of an app that knows nothing',
      blames: ['haproxy'],
      ladder: () => exampleLadder({ haproxy: () => '503 Service Unavailable', app: () => '404 Not Found' }),
    },
    {
      desc: 'near miss: the app itself says no',
      blames: [],
      ladder: () => exampleLadder({ cdn: passOn, app: () => `403 Forbidden\n${ALLOW_ORIGIN}: ${PAGE}` }),
    },
    {
      desc: 'near miss: an app that cannot be reached behind a layer that answers',
      blames: [],
      ladder: () => exampleLadder({ cdn: goodApp, app: () => 'refused ECONNREFUSED' }),
    },
  ],
} satisfies Conclusion<Values>;

function pageAnswer(rung: LadderRung | null): Told | null {
  return toldOf(rung, 'request') ?? toldOf(rung, 'fresh');
}

function unreachedBehind({ rungs }: Ladder, layer: LadderRung): LadderRung | null {
  const next = rungs[rungs.indexOf(layer) + 1];
  return next !== undefined && next.told.length === 0 ? next : null;
}
