import type { Exchange } from '../trace/exchange.ts';
import { SPEC } from './spec.ts';
import { type Checked, failed, passed } from './step.ts';

/** https://fetch.spec.whatwg.org/#ok-status: 200 to 299. */
export function checkPreflightStatus(preflight: Exchange): Checked<'PreflightInvalidStatus'> {
  const status = preflight.delivered?.status ?? 0;
  if (status >= 200 && status <= 299) return passed(`The OPTIONS response has status ${status}`, SPEC.okStatus, []);
  const check = `The OPTIONS response has status ${status}; a preflight needs 200–299`;
  return failed('PreflightInvalidStatus', check, SPEC.okStatus, []);
}
