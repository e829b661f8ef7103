import { type Ladder, type LadderRung, reachedRungs, type Told, toldTo } from './ladder.ts';

/** The layer from which outwards something holds, and the one behind it, for which it does not. */
export interface Blamed {
  readonly layer: LadderRung;
  /** The next rung inwards that answered; null where the layer is the innermost that did. */
  readonly inner: LadderRung | null;
}

/** The same for one question, with the answers. */
export interface BlamedAnswer extends Blamed {
  readonly told: Told;
  /** What the rung behind said to the same question. */
  readonly innerTold: Told | null;
}

/**
 * Goes from the browser inwards as long as `holds`: the last layer there is the one to blame. Null where it does not hold
 * for what reaches the browser: what an inner layer does and an outer one mends harms nobody.
 */
export function blameRung(ladder: Ladder, holds: (rung: LadderRung) => boolean): Blamed | null {
  const rungs = reachedRungs(ladder);
  const end = rungs.findIndex(rung => !holds(rung));
  const layer = rungs.at(end === -1 ? -1 : end - 1);
  if (end === 0 || layer === undefined) return null;
  return { layer, inner: end === -1 ? null : (rungs[end] ?? null) };
}

/** The same by the answers to one question. */
export function blameAnswer(
  ladder: Ladder,
  question: string,
  holds: (told: Told, rung: LadderRung) => boolean,
): BlamedAnswer | null {
  const blamed = blameRung(ladder, rung => {
    const told = toldTo(rung, question);
    return told !== null && holds(told, rung);
  });
  const told = blamed === null ? null : toldTo(blamed.layer, question);
  return blamed === null || told === null ? null : { ...blamed, told, innerTold: toldTo(blamed.inner, question) };
}

/** Those of one layer together, in the order in which the layers come up. */
export function byLayer<B extends Blamed>(blamed: readonly (B | null)[]): [B, ...B[]][] {
  const groups = new Map<string, [B, ...B[]]>();
  for (const one of blamed) {
    if (one === null) continue;
    const group = groups.get(one.layer.name);
    if (group === undefined) groups.set(one.layer.name, [one]);
    else group.push(one);
  }
  return [...groups.values()];
}

/** Some request of the page's is refused at the layer, and was not behind it. */
export function breaksRequests({ layer, inner }: Blamed): boolean {
  return layer.journeys.some(({ origin, method, report }) => {
    const before = inner?.journeys.find(other => other.origin === origin && other.method === method);
    return report.verdict.outcome === 'blocked' && before !== undefined && before.report.verdict.outcome !== 'blocked';
  });
}
