import { firstValue } from '../../http/header-line.ts';
import type { Suggester } from '../suggestion.ts';

/** A CORS request is not redirected to a URL with a user name in it. https://fetch.spec.whatwg.org/#http-redirect-fetch */
export const locationWithoutUserinfo: Suggester = {
  codes: ['RedirectContainsCredentials'],
  propose({ response }) {
    const location = firstValue(response.lines, 'Location') ?? '';
    const value = location.replace(/^((?:[a-z][a-z0-9+.-]*:)?\/\/)[^/?#]*@/i, '$1');
    if (value === location) return [];
    const why = `Redirects to \`${value}\`, without the user name and password: a CORS request may not be sent to a URL that has them.`;
    return [
      { title: 'Redirect without credentials in the URL', operations: [{ op: 'set', header: 'Location', value }], why },
    ];
  },
};
