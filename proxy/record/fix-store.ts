import { compileFixes, type FixMatcher } from '../../shared/fixes/apply.ts';
import type { Fix, FixDraft } from '../../shared/fixes/fix.ts';
import type { EventLog } from './event-log.ts';

/** The session's fixes: every change is an event, and at once what the taps apply. */
export class FixStore {
  private list: readonly Fix[];
  private compiled: FixMatcher | null = null;
  private lastNumber = 0;
  private readonly log: EventLog;
  private readonly listeners: (() => void)[] = [];

  constructor(log: EventLog) {
    this.log = log;
    this.list = [];
  }

  get all(): readonly Fix[] {
    return this.list;
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
  replace(fixes: readonly Fix[]): void {
    this.change(fixes);
  }

  /** Fixes of a session that is taken up again; `used` ids stand in its exchanges, and are not given to others. */
  restore(fixes: readonly Fix[], used: Iterable<string>): void {
    const ids = [...fixes.map(({ id }) => id), ...used];
    this.lastNumber = Math.max(0, ...ids.map(id => Number(id.slice(1)) || 0));
    if (fixes.length > 0) this.change(fixes);
  }

  add(draft: FixDraft): Fix {
    this.lastNumber += 1;
    const fix: Fix = { ...draft, id: `f${this.lastNumber}` };
    this.change([...this.list, fix]);
    return fix;
  }

  /** Null where there is no such fix. */
  setEnabled(id: string, enabled: boolean): Fix | null {
    const before = this.list.find(fix => fix.id === id);
    if (!before) return null;
    const after = { ...before, enabled };
    this.change(this.list.map(fix => (fix.id === id ? after : fix)));
    return after;
  }

  remove(id: string): boolean {
    if (!this.list.some(fix => fix.id === id)) return false;
    this.change(this.list.filter(fix => fix.id !== id));
    return true;
  }

  private change(fixes: readonly Fix[]): void {
    this.list = fixes;
    this.compiled = fixes.some(fix => fix.enabled) ? compileFixes(fixes) : null;
    this.log.append({ type: 'fixes', fixes });
    for (const listener of this.listeners) listener();
  }
}
