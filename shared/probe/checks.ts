import type { LineRef } from '../trace/exchange.ts';
import { type Ladder, type LadderRung, reachedRungs, type Told, toldOf } from './ladder.ts';
import type { CheckReport, ConclusionReport } from './probe-report.ts';
import type { QuestionKind } from './probe-request.ts';
import { ALLOW_ORIGIN, askedLines, isError, isReadable, isRefusal, isSuccess, linesOf } from './reading.ts';
import { isStored, staleness } from './stale.ts';

/** A row of the checklist: which answers decide it, where no conclusion fails it, and what would make some. */
interface Check {
  readonly id: string;
  /** Empty where nothing that came decides it. */
  decidedBy(ladder: Ladder): readonly Told[];
  readonly needs: string;
}

const LAYERS = 'a second address that responds: name the layers with --via NAME=URL';
const PREFLIGHT = 'a preflight with a 2xx response';
const FAILED_LOGIN = 'a 401 or 403: request something that only signed-in users may have';
const METHODS = 'a second --method';
const STORED = 'a response that is marked as cached';
const LET_IN = 'an allowed origin, on a response that is not from a cache';

/** Those that a probe can decide for good; others it can only fail. */
const CHECKS: readonly Check[] = [
  { id: 'cat.not-cors', needs: 'a response that is not an error', decidedBy: successful('request', 'fresh') },
  { id: 's1.stripped', needs: LAYERS, decidedBy: ladder => acrossLayers(ladder, 'fresh', 'preflight') },
  { id: 's2.routed', needs: PREFLIGHT, decidedBy: successful('preflight') },
  { id: 's2.auth-first', needs: PREFLIGHT, decidedBy: successful('preflight') },
  { id: 's3.route-policy', needs: METHODS, decidedBy: severalMethods },
  { id: 's5.layers-in-order', needs: LAYERS, decidedBy: ladder => acrossLayers(ladder, 'fresh', 'preflight') },
  { id: 's5.error-statuses', needs: 'an error', decidedBy: ladder => outside(ladder, isJudgedError) },
  { id: 's5.stale-cache', needs: LET_IN, decidedBy: afterOthers },
  { id: 's7.cors-on-401', needs: FAILED_LOGIN, decidedBy: ladder => outside(ladder, isReadableRefusal) },
  { id: 'app.early', needs: FAILED_LOGIN, decidedBy: ladder => inside(ladder, isReadableRefusal) },
  { id: 'app.errors', needs: 'an error', decidedBy: ladder => outside(ladder, isJudgedError) },
  { id: 'app.explicit', needs: LET_IN, decidedBy: ladder => (isLetIn(ladder) ? strangers(ladder) : []) },
  { id: 'gateway.options', needs: PREFLIGHT, decidedBy: successful('preflight') },
  { id: 'gateway.rewrites', needs: LAYERS, decidedBy: ladder => acrossLayers(ladder, 'fresh', 'preflight') },
  { id: 'gateway.route-policy', needs: METHODS, decidedBy: severalMethods },
  { id: 'cdn.cache', needs: STORED, decidedBy: storedAnswers },
  { id: 'cdn.vary', needs: LET_IN, decidedBy: ladder => (isLetIn(ladder) ? origins(ladder) : []) },
  { id: 'cdn.stale-edge', needs: STORED, decidedBy: trueStored },
  { id: 'policy.errors', needs: FAILED_LOGIN, decidedBy: ladder => outside(ladder, isReadableRefusal) },
];

/** A row fails where a conclusion says so, passes where answers came that could have failed it. */
export function checksOf(ladder: Ladder, conclusions: readonly ConclusionReport[]): CheckReport[] {
  const known = CHECKS.map(({ id, decidedBy, needs }): CheckReport => {
    const failing = conclusions.filter(({ checks }) => checks.includes(id));
    if (failing.length > 0) return failed(id, failing);
    const told = decidedBy(ladder);
    if (told.length === 0) return { id, result: 'not-seen', evidence: [], needs };
    return { id, result: 'pass', evidence: told.flatMap(evidenceOf), needs: '' };
  });
  const others = new Set(conclusions.flatMap(({ checks }) => checks).filter(id => !CHECKS.some(row => row.id === id)));
  return [
    ...known,
    ...[...others].map(id =>
      failed(
        id,
        conclusions.filter(({ checks }) => checks.includes(id)),
      ),
    ),
  ];
}

function failed(id: string, conclusions: readonly ConclusionReport[]): CheckReport {
  return { id, result: 'fail', evidence: conclusions.flatMap(({ evidence }) => evidence), needs: '' };
}

function evidenceOf(told: Told): LineRef[] {
  const lines = linesOf(told, ALLOW_ORIGIN);
  return lines.length > 0 ? lines : [...askedLines(told, 'Origin'), ...askedLines(told, 'Host')].slice(0, 1);
}

function successful(...kinds: readonly QuestionKind[]): Check['decidedBy'] {
  return ladder => outside(ladder, told => kinds.includes(told.request.kind) && isSuccess(told));
}

function strangers(ladder: Ladder): Told[] {
  return outside(ladder, ({ request }) => ['unknown-origin', 'null-origin', 'near-miss'].includes(request.kind));
}

function outside(ladder: Ladder, isMeant: (told: Told, ladder: Ladder) => boolean): Told[] {
  return tellingIn(reachedRungs(ladder)[0], ladder, isMeant);
}

function inside(ladder: Ladder, isMeant: (told: Told, ladder: Ladder) => boolean): Told[] {
  return tellingIn(reachedRungs(ladder).at(-1), ladder, isMeant);
}

function tellingIn(rung: LadderRung | undefined, ladder: Ladder, isMeant: (told: Told, ladder: Ladder) => boolean) {
  return (rung?.told ?? []).filter(told => isMeant(told, ladder));
}

function acrossLayers(ladder: Ladder, ...kinds: readonly QuestionKind[]): Told[] {
  const rungs = reachedRungs(ladder);
  return rungs.length < 2
    ? []
    : rungs.flatMap(rung => kinds.map(kind => toldOf(rung, kind))).filter(told => told !== null);
}

function isJudgedError(told: Told, { ask }: Ladder): boolean {
  return isError(told) && isReadable(told, ask) === true;
}

function isReadableRefusal(told: Told, { ask }: Ladder): boolean {
  return isRefusal(told) && isReadable(told, ask) === true;
}

function trueStored(ladder: Ladder): Told[] {
  const [rung] = reachedRungs(ladder);
  const stored = outside(ladder, told => told.request.kind === 'request' && isStored(told));
  return rung === undefined ? [] : stored.filter(told => staleness(ladder, rung, told) === null);
}

function severalMethods(ladder: Ladder): Told[] {
  return ladder.ask.methods.length < 2 ? [] : outside(ladder, ({ request }) => request.kind === 'preflight');
}

/** The new answer lets the page in, so another one would be seen to be wrong. */
function isLetIn(ladder: Ladder): boolean {
  const fresh = toldOf(reachedRungs(ladder)[0] ?? null, 'fresh');
  return fresh !== null && !isStored(fresh) && isReadable(fresh, ladder.ask) === true;
}

function afterOthers(ladder: Ladder): Told[] {
  return isLetIn(ladder) ? outside(ladder, ({ request }) => request.kind.startsWith('after-')) : [];
}

function storedAnswers(ladder: Ladder): Told[] {
  return isLetIn(ladder) ? outside(ladder, isStored) : [];
}

function origins(ladder: Ladder): Told[] {
  return outside(ladder, ({ request }) =>
    ['fresh', 'no-origin', 'other-origin', 'unknown-origin'].includes(request.kind),
  );
}
