import { caseUrl, get, type LabCase } from '../lab-case.ts';

const ID = 'origin-stripped';

export const originStripped: LabCase = {
  id: ID,
  scenario: 's5',
  title: 'The reverse proxy removes Origin from the request',
  story: 'The app would allow the page. The reverse proxy forwards the headers on its list, and Origin is not on it.',
  declared: { outcome: 'blocked', phase: 'actual', code: 'MissingAllowOriginHeader' },
  finding: 'origin-stripped',
  layer: 'reverse-proxy',
  fails: ['s5.layers-in-order', 'gateway.rewrites', 'mistake.backend-only'],
  calls: [get(caseUrl(ID, 'orders'))],
  mend: { by: 'suggestion' },
  faults: { proxy: { ask: asked => asked.removeHeader('Origin') } },
};
