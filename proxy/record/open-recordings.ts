import type { Recording } from './recording.ts';

/**
 * The exchanges under way. No Set: one that gains and loses members all the time is copied all the time, and in V8 the
 * copies left behind hold each other and what was in them. Every recording lived on to the next full collection, and those
 * came ten times as often.
 */
export class OpenRecordings {
  private readonly list: Recording[] = [];

  add(recording: Recording): void {
    recording.openAt = this.list.push(recording) - 1;
  }

  /** False where it was not among them. */
  remove(recording: Recording): boolean {
    const { openAt } = recording;
    if (this.list[openAt] !== recording) return false;
    const last = this.list.pop();
    if (last === undefined || last === recording) return true;
    this.list[openAt] = last;
    last.openAt = openAt;
    return true;
  }

  clear(): void {
    this.list.length = 0;
  }

  [Symbol.iterator](): Iterator<Recording> {
    return this.list.values();
  }
}
