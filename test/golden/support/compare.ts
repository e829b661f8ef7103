import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

/** A letter is some 10 × 10 pixels: one that changed is found wherever it stands, and however large the picture is. */
const WINDOW = 32;
const MOST_IN_WINDOW = 24;
const OPTIONS = { threshold: 0.12, windowSize: WINDOW };

/** How far apart two pictures are. */
export interface Difference {
  readonly sentence: string;
  /** The two as one picture, what differs in red; null where they are not of one size. */
  readonly picture: Buffer | null;
}

/** Null where a person would not tell them apart: another version of Chromium draws an edge otherwise here and there. */
export function differenceOf(golden: Buffer, taken: Buffer): Difference | null {
  const [a, b] = [PNG.sync.read(golden), PNG.sync.read(taken)];
  const { width, height } = a;
  if (width !== b.width || height !== b.height) {
    return { sentence: `${b.width} × ${b.height} pixels, and not ${width} × ${height}`, picture: null };
  }
  const shown = new PNG({ width, height });
  const differing = pixelmatch(a.data, b.data, shown.data, width, height, OPTIONS);
  if (differing <= MOST_IN_WINDOW) return null;
  const sentence = `${differing} pixels within ${WINDOW} × ${WINDOW} are others`;
  return { sentence, picture: PNG.sync.write(shown) };
}

const RARE = 1 / 2_000;
const STEP = 25.5;

/**
 * The same picture in a third of the bytes: colours that are rare in it, which are those of letters' soft edges, are rounded,
 * by less than `differenceOf` sees.
 */
export function packed(picture: Buffer): Buffer {
  const png = PNG.sync.read(picture);
  const { data } = png;
  const counts = new Map<number, number>();
  for (let at = 0; at < data.length; at += 4) {
    const colour = data.readUInt32BE(at);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const few = png.width * png.height * RARE;
  for (let at = 0; at < data.length; at += 4) {
    if ((counts.get(data.readUInt32BE(at)) ?? 0) < few) round(data.subarray(at, at + 3));
  }
  return PNG.sync.write(png, { colorType: 2, deflateLevel: 9, deflateStrategy: 0, filterType: 0 });
}

function round(colour: Buffer): void {
  for (const [at, value] of colour.entries()) colour[at] = Math.round(Math.round(value / STEP) * STEP);
}
