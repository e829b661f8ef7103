/** One line of the help, and nothing that the page does not do. */
export interface KeyHelp {
  readonly keys: readonly string[];
  readonly does: string;
}

export const KEYS: readonly KeyHelp[] = [
  { keys: ['j', '↓'], does: 'Next journey' },
  { keys: ['k', '↑'], does: 'Previous journey' },
  { keys: ['Enter'], does: 'Open the journey; in the lab, run the case' },
  { keys: ['Esc'], does: 'Back, or close' },
  { keys: ['/'], does: 'Filter' },
  { keys: ['f'], does: 'Switch the first suggested fix on or off' },
  { keys: ['v'], does: 'Verify: send the request again in the browser' },
  { keys: ['w'], does: 'Write the server configuration (recipe)' },
  { keys: ['a'], does: 'All headers' },
  { keys: ['r'], does: 'Raw heads' },
  { keys: ['x'], does: 'Mark the journey for comparison' },
  { keys: ['c'], does: 'Compare with the marked journey' },
  { keys: ['p'], does: 'Pause the list' },
  { keys: ['e'], does: 'Export the journeys that match the filter' },
  { keys: ['g', 't'], does: 'Traffic' },
  { keys: ['g', 'c'], does: 'Checklist' },
  { keys: ['g', 'm'], does: 'Matrix' },
  { keys: ['g', 'f'], does: 'Fixes' },
  { keys: ['g', 'l'], does: 'Lab, where the session has one' },
  { keys: ['g', 's'], does: 'Session' },
  { keys: ['Alt', '↑', '↓'], does: 'Move a fix' },
  { keys: ['?'], does: 'Show the keyboard shortcuts' },
];

const CHORD_MS = 1200;

/** Puts `g` and the key after it together; any other key stands for itself. */
export class Chords {
  #since = Number.NEGATIVE_INFINITY;

  read(key: string, now: number): string | null {
    const waiting = now - this.#since < CHORD_MS;
    this.#since = Number.NEGATIVE_INFINITY;
    if (waiting) return `g ${key}`;
    if (key !== 'g') return key;
    this.#since = now;
    return null;
  }
}

const WITHOUT_LETTERS: ReadonlySet<string> = new Set(['checkbox', 'radio', 'file', 'button', 'submit']);

/** Whether keys pressed there are letters to be typed, not commands. What was just hidden keeps the focus until the next frame. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement) || !target.checkVisibility()) return false;
  if (target instanceof HTMLInputElement) return !WITHOUT_LETTERS.has(target.type);
  return target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName);
}

/** Whether something lies over the page that keeps its keys to itself, whether or not the focus has reached it yet. */
export function isOverlaid(): boolean {
  return document.querySelector('dialog[open], [popover="auto"]:popover-open') !== null;
}
