import { caseUrl, get, type LabCase } from '../lab-case.ts';

const ID = 'connection-cut';

export const connectionCut: LabCase = {
  id: ID,
  scenario: 's1',
  title: 'The gateway cuts the connection',
  story:
    'The gateway dies before it responds. The page gets the same error as for a CORS failure, but CORS is not involved.',
  declared: { outcome: 'not-cors', phase: 'actual', code: null },
  finding: 'upstream-failed',
  layer: 'gateway',
  fails: [],
  calls: [get(caseUrl(ID, 'orders'))],
  mend: { by: 'nothing', why: 'there is no response, so there are no headers to fix' },
  faults: {
    gateway: {
      answer(request) {
        request.socket.destroy();
        return true;
      },
    },
  },
};
