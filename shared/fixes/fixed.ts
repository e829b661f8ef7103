import type { HeaderLine } from '../http/header-line.ts';
import { diffLines } from '../trace/mutation.ts';
import type { OwnChange, OwnReason } from '../trace/own-change.ts';

/** A head after the fixes, the ids of the fixes that changed it, and who changed what. */
export interface Fixed<Head> {
  readonly head: Head;
  readonly applied: readonly string[];
  readonly changes: readonly OwnChange[];
}

interface AnyHead {
  readonly lines: readonly HeaderLine[];
  readonly status?: number;
}

/** Keeps account of whose hand changed what while a head goes through the fixes. */
export interface Notes {
  changed(fix: string, names: readonly string[]): void;
  /** Notes what differs between a head before a fix and after it. */
  compare(fix: string, before: AnyHead, after: AnyHead): void;
  /** Something that no fix asked for. */
  own(reason: OwnReason, names: readonly string[]): void;
  about<Head>(head: Head): Fixed<Head>;
}

export function notesOn(head: OwnChange['head']): Notes {
  const changes: OwnChange[] = [];
  const applied = new Set<string>();
  const note = (by: string, names: readonly string[]) => void changes.push({ by, head, names });
  const changed = (fix: string, names: readonly string[]) => {
    applied.add(fix);
    note(fix, names);
  };
  return {
    changed,
    compare(fix, before, after) {
      if (before === after) return;
      const names = new Set(diffLines(before.lines, after.lines).map(({ name }) => name));
      changed(fix, before.status === after.status ? [...names] : [':status', ...names]);
    },
    own: note,
    about: result => ({ head: result, applied: [...applied], changes }),
  };
}
