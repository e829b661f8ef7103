import { caseUrl, get, type LabCase } from '../lab-case.ts';
import { signToken } from '../shop/token.ts';

const ID = 'token-expired';
/** 2020-01-01, in seconds since 1970. */
const ENDED = 1_577_836_800;

export const tokenExpired: LabCase = {
  id: ID,
  scenario: 's7',
  title: 'The token has expired',
  story: 'The preflight and the CORS headers are correct. The token that the page sends expired in 2020.',
  declared: { outcome: 'allowed', phase: null, code: null },
  finding: 'token-invalid',
  layer: 'browser',
  fails: ['s7.token', 's7.is-401'],
  calls: [get(caseUrl(ID, 'account'), { headers: { Authorization: `Bearer ${signToken(ENDED)}` } })],
  wants: { success: true },
  mend: { by: 'nothing', why: 'the page needs a new token: this is not a CORS failure' },
  faults: {},
};
