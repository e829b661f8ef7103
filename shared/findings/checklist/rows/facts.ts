import { lines } from '../deciding.ts';
import type { RowGroup } from '../row.ts';

const ASK = 'Make one call from the page through corscope: every journey shows its five facts.';

/** Captured for every journey before anything else. */
export const facts: RowGroup = {
  id: 'fact',
  title: 'Facts',
  fixPath: null,
  rows: [
    {
      id: 'fact.page-origin',
      text: 'The page’s origin is known: scheme, host, port',
      by: ['observed', 'browser'],
      decide: ({ journey, facts: { pageOrigin } }) => {
        const first = journey.legs[0]?.preflight ?? journey.legs[0]?.request ?? null;
        return pageOrigin === null ? null : first === null ? [] : lines(first, 'received', 'Origin');
      },
      toSee: ASK,
    },
    {
      id: 'fact.api-origin',
      text: 'The API’s origin is known: scheme, host, port',
      by: ['observed'],
      decide: ({ facts: { apiOrigin } }) => (apiOrigin === '' ? null : []),
      toSee: ASK,
    },
    {
      id: 'fact.method',
      text: 'The method as sent is known',
      by: ['observed'],
      decide: ({ facts: { method } }) => (method === '' ? null : []),
      toSee: ASK,
    },
    {
      id: 'fact.credentials',
      text: 'It is known whether credentials are in play, and which credentials mode the page uses',
      by: ['observed', 'browser'],
      decide: ({ facts: { credentials } }) => (credentials.mode === 'unknown' ? null : []),
      toSee: 'Open the page with `corscope open URL`: the watched browser reports the credentials mode of each call.',
    },
    {
      id: 'fact.preflight',
      text: 'It is known whether a preflight was sent, was cached, or was not needed',
      by: ['observed', 'browser'],
      decide: ({ facts: { preflight } }) => (preflight === 'missing' ? null : []),
      toSee: 'Repeat the call with “Disable cache” on in DevTools, so that the preflight is sent again.',
    },
  ],
};
