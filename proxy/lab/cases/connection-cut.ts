import { caseUrl, get, type LabCase } from '../lab-case.ts';

const ID = 'connection-cut';

export const connectionCut: LabCase = {
  id: ID,
  scenario: 's1',
  title: 'The gateway cuts the connection',
  story:
    'The gateway dies before it answers. The page is told the same as for any CORS failure, and CORS has no part in it.',
  declared: { outcome: 'not-cors', phase: 'actual', code: null },
  finding: 'upstream-failed',
  layer: 'gateway',
  fails: [],
  calls: [get(caseUrl(ID, 'orders'))],
  mend: { by: 'nothing', why: 'no answer ever came, so there is none whose headers could be mended' },
  faults: {
    gateway: {
      answer(request) {
        request.socket.destroy();
        return true;
      },
    },
  },
};
