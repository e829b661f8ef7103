import { loadCa, renewCa } from '../../ca/ca.ts';
import { corscopeHome } from '../../ca/home.ts';
import { OptionsError } from '../option-problem.ts';
import { printLines } from '../print.ts';

/** `corscope ca [path|renew]`: where the CA's certificate is; or a new CA. */
export async function ca(action: string): Promise<void> {
  if (action === 'path') return printLines([(await loadCa(corscopeHome())).path], false);
  if (action === 'renew') {
    const { path } = await renewCa(corscopeHome());
    return printLines([path, 'A new CA: browsers that trusted the old one must be told of it again.'], false);
  }
  throw new OptionsError([{ where: 'ca', value: action, expected: '"path" or "renew"' }]);
}
