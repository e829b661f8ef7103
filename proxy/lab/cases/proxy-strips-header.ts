import { caseUrl, get, type LabCase } from '../lab-case.ts';

const ID = 'proxy-strips-header';

export const proxyStripsHeader: LabCase = {
  id: ID,
  scenario: 's1',
  title: 'The reverse proxy removes the header',
  story:
    'The app sets the right headers. The reverse proxy in front of it is configured to hide headers that it does not know.',
  declared: { outcome: 'blocked', phase: 'actual', code: 'MissingAllowOriginHeader' },
  finding: 'allow-origin-missing',
  layer: 'reverse-proxy',
  fails: ['s1.stripped', 's5.final', 'gateway.rewrites', 'mistake.backend-only'],
  calls: [get(caseUrl(ID, 'orders'))],
  mend: { by: 'suggestion' },
  faults: {
    proxy: {
      amend(fields) {
        for (const name of Object.keys(fields)) if (name.startsWith('access-control-')) delete fields[name];
      },
    },
  },
};
