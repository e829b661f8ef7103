import { compileFixes, type FixMatcher } from '../../shared/fixes/apply.ts';
import type { Fix, FixDraft } from '../../shared/fixes/fix.ts';
import type { EventLog } from './event-log.ts';

/** The session's fixes, in the order in which they apply: every change is an event, and at once what the taps apply. */
export class FixStore {
  private list: readonly Fix[];
  private compiled: FixMatcher | null = null;
  private lastNumber = 0;
  private effect: Promise<void> = Promise.resolve();
  private readonly log: EventLog;
  private readonly listeners: (() => void)[] = [];
  private readonly switched: () => Promise<void>;

  /** `switched` sees to what else would hide that other fixes apply now, such as a browser's caches. */
  constructor(log: EventLog, switched: () => Promise<void> = async () => undefined) {
    this.log = log;
    this.switched = switched;
    this.list = [];
  }

  get all(): readonly Fix[] {
    return this.list;
  }

  /** Settles once nothing hides the last change any more. */
  get inEffect(): Promise<void> {
    return this.effect;
  }

  /** Null while none is switched on. */
  matcher(): FixMatcher | null {
    return this.compiled;
  }

  /** Is called whenever the fixes have changed. */
  watch(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Takes over the fixes of another corscope. */
  adopt(fixes: readonly Fix[]): void {
    this.change(fixes);
  }

  /** Fixes of a session that is taken up again; `used` ids stand in its exchanges, and are not given to others. */
  restore(fixes: readonly Fix[], used: Iterable<string>): void {
    const ids = [...fixes.map(({ id }) => id), ...used];
    this.lastNumber = Math.max(0, ...ids.map(id => Number(id.slice(1)) || 0));
    if (fixes.length > 0) this.change(fixes);
  }

  /** Null where there is no such fix. */
  get(id: string): Fix | null {
    return this.list.find(fix => fix.id === id) ?? null;
  }

  /** At the end: it applies after all others. */
  add(draft: FixDraft): Fix {
    this.lastNumber += 1;
    const fix: Fix = { ...draft, id: `f${this.lastNumber}` };
    this.change([...this.list, fix]);
    return fix;
  }

  /** Puts a fix in the place of the one with its id. */
  replace(fix: Fix): void {
    this.change(this.list.map(other => (other.id === fix.id ? fix : other)));
  }

  /** Moves a fix in front of another; null: to the end. */
  move(id: string, before: string | null): void {
    const fix = this.get(id);
    if (fix === null || id === before) return;
    const others = this.list.filter(other => other !== fix);
    const place = before === null ? others.length : others.findIndex(other => other.id === before);
    if (place !== -1) this.change(others.toSpliced(place, 0, fix));
  }

  remove(id: string): boolean {
    if (this.get(id) === null) return false;
    this.change(this.list.filter(fix => fix.id !== id));
    return true;
  }

  private change(fixes: readonly Fix[]): void {
    const before = this.list.filter(({ enabled }) => enabled);
    const after = fixes.filter(({ enabled }) => enabled);
    this.list = fixes;
    this.compiled = after.length > 0 ? compileFixes(fixes) : null;
    this.log.append({ type: 'fixes', fixes });
    for (const listener of this.listeners) listener();
    const same = before.length === after.length && before.every((fix, index) => fix === after[index]);
    if (!same) this.effect = this.switched();
  }
}
