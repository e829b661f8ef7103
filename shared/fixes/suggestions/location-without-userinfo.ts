import { firstValue } from '../../http/header-line.ts';
import type { Suggester } from '../suggestion.ts';
import { allowCredentials } from './parts.ts';

/** A CORS request is not redirected to a URL with a user name in it. https://fetch.spec.whatwg.org/#http-redirect-fetch */
export const locationWithoutUserinfo: Suggester = {
  codes: ['RedirectContainsCredentials'],
  propose({ failure: { exchange, origin, response }, facts }) {
    const location = firstValue(response.lines, 'Location') ?? '';
    const value = location.replace(/^((?:[a-z][a-z0-9+.-]*:)?\/\/)[^/?#]*@/i, '$1');
    if (value === location) return [];
    const why = `Redirects to \`${value}\` without the user name and password, which are not allowed in a cross-origin redirect.`;
    const core = {
      title: 'Redirect without credentials in the URL',
      also: '',
      operations: [{ op: 'set', header: 'Location', value } as const],
      why,
    };
    const parts = origin === 'null' ? [] : [allowCredentials({ origin, mode: facts.credentials.mode })];
    return [{ core, parts, exchange, phase: 'actual' }];
  },
};
