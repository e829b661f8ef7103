import { type Checked, checkFile, isBlocked } from '../check-file.ts';
import { checkTable } from '../check-table.ts';
import { oneLine } from '../option-problem.ts';
import { printed, printJson, printLines } from '../print.ts';

const BLOCKED = 1;
const UNREADABLE = 2;

/** `corscope check FILE…`: judges HAR files and captures offline. Returns the exit code. */
export async function check(files: readonly string[], { json = false }: { readonly json?: boolean }): Promise<number> {
  let code = 0;
  for (const file of files) {
    const read = checkFile(file);
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

function linesOf({ checked: { file, summary }, judged }: Checked): string[] {
  const counts = `${summary.journeys} journeys, ${summary.blocked} blocked, ${summary.depends} undecided`;
  return [`${file}: ${counts}`, ...(judged.length === 0 ? [] : checkTable(judged)), ''];
}
