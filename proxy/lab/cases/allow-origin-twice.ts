import { answerJson, caseUrl, type LabCase, PAGE_ORIGIN } from '../lab-case.ts';

const ID = 'allow-origin-twice';
const FIELD = 'access-control-allow-origin';

export const allowOriginTwice: LabCase = {
  id: ID,
  scenario: 's5',
  title: 'App and proxy both allow the origin',
  story:
    'The app sets the right Access-Control-Allow-Origin. The proxy before it adds one of its own, and the browser gets two.',
  declared: { outcome: 'blocked', phase: 'actual', code: 'MultipleAllowOriginValues' },
  call: { url: caseUrl(ID, 'orders'), init: { method: 'GET', headers: {} } },
  mendedBy: ['dedupe', 'set', 'remove'],
  app(_request, response) {
    response.setHeader('Access-Control-Allow-Origin', PAGE_ORIGIN);
    response.setHeader('Vary', 'Origin');
    answerJson(response, 200, { orders: [{ id: 7, state: 'paid' }] });
  },
  gateway: { answer: () => false, amend: addWildcard },
};

/** Adds and does not replace, as nginx's add_header does: a list of values goes out as one line each. */
function addWildcard(fields: NodeJS.Dict<string | string[]>): void {
  fields[FIELD] = [fields[FIELD] ?? [], '*'].flat();
}
