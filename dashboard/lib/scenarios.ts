import { CHECKLIST } from '../../shared/findings/checklist/rows/index.ts';

/** The checklist's scenarios with what people see, in its order. */
export const SCENARIOS = CHECKLIST.filter(({ id }) => /^s\d$/.test(id)).map(({ id, title, fixPath }) => ({
  id,
  title,
  fixPath: fixPath ?? '',
}));

const ROWS = new Map(CHECKLIST.flatMap(({ rows }) => rows.map(({ id, text }) => [id, text] as const)));

/** What must hold in a row of the checklist. */
export function rowText(id: string): string {
  return ROWS.get(id) ?? '';
}
