import { caseUrl, get, type LabCase } from '../lab-case.ts';

const ID = 'mixed-content';

export const mixedContent: LabCase = {
  id: ID,
  scenario: 's6',
  title: 'An https page requests an http URL',
  story: 'The API’s base URL was never changed for production. The browser does not even send the call.',
  declared: { outcome: 'blocked', phase: null, code: null },
  finding: 'mixed-content',
  layer: 'browser',
  fails: ['client.base-url'],
  calls: [get(caseUrl(ID, 'orders').replace('https:', 'http:'))],
  mend: { by: 'nothing', why: 'nothing is sent, so there is no response to fix: the page must use https' },
  faults: {},
};
