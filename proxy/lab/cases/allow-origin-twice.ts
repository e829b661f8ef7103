import { caseUrl, get, type LabCase } from '../lab-case.ts';
import type { Fields } from '../layers/habit.ts';

const ID = 'allow-origin-twice';
const FIELD = 'access-control-allow-origin';

export const allowOriginTwice: LabCase = {
  id: ID,
  scenario: 's5',
  title: 'App and gateway both allow the origin',
  story:
    'The app sets the right Access-Control-Allow-Origin. The gateway in front of it adds its own, and the browser gets two.',
  declared: { outcome: 'blocked', phase: 'actual', code: 'MultipleAllowOriginValues' },
  finding: 'allow-origin-twice',
  layer: 'gateway',
  fails: ['s5.duplicates', 'gateway.rewrites', 'mistake.many-owners'],
  calls: [get(caseUrl(ID, 'orders'))],
  mend: { by: 'suggestion' },
  faults: { gateway: { amend: addWildcard } },
};

/** Adds and does not replace, as nginx's add_header does: a list of values goes out as one line each. */
function addWildcard(fields: Fields): void {
  fields[FIELD] = [String(fields[FIELD] ?? []), '*'].filter(Boolean);
}
