import { type Checked, checkFile, isBlocked } from '../check-file.ts';
import { checkTable } from '../check-table.ts';
import { oneLine } from '../option-problem.ts';
import { printed, printJson, printLines } from '../print.ts';
import { readFilter } from '../read-filter.ts';

const BLOCKED = 1;
const UNREADABLE = 2;

export interface CheckFlags {
  readonly json?: boolean;
  readonly filter?: string;
}

/** `corscope check FILE…`: judges HAR files and captures offline. Returns the exit code. @throws FilterError */
export async function check(files: readonly string[], { json = false, filter = '' }: CheckFlags): Promise<number> {
  const wanted = readFilter(filter);
  let code = 0;
  for (const file of files) {
    const read = checkFile(file, wanted);
    if ('problem' in read) {
      process.stderr.write(`corscope: ${file}: ${oneLine(read.problem)}\n`);
      code = UNREADABLE;
      continue;
    }
    for (const note of read.notes) process.stderr.write(`corscope: ${file}: left out: ${oneLine(note)}\n`);
    if (json) printJson(read.checked);
    else printLines(linesOf(read), false);
    await printed();
    if (code === 0 && read.checked.journeys.some(isBlocked)) code = BLOCKED;
  }
  return code;
}

function linesOf({ checked: { file, summary }, judged, heldBack }: Checked): string[] {
  const of = heldBack === 0 ? '' : ` of ${summary.journeys + heldBack}`;
  const counts = `${summary.journeys}${of} journeys, ${summary.blocked} blocked, ${summary.depends} undecided`;
  return [`${file}: ${counts}`, ...(judged.length === 0 ? [] : checkTable(judged)), ''];
}
