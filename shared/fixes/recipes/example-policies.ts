import type { Policy } from './policy.ts';

/** What the pages of docs/recipes are written for. */
export const EXAMPLE_POLICY: Policy = {
  api: 'http://api.example.com',
  pathPrefix: '/',
  upstream: '127.0.0.1:8080',
  origins: ['https://app.example.com', 'https://admin.example.com'],
  credentials: true,
  methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
  requestHeaders: ['authorization', 'content-type', 'x-tenant'],
  exposedHeaders: ['x-request-id'],
  maxAge: 600,
};

/** Every character that a token may have (RFC 9110 §5.6.2), the ones that mean something to a configuration among letters. */
const ODD_NAMES = [
  "x-'a",
  'x-`b`',
  'x-$c',
  'x-%d',
  'x-#e',
  'x-|f',
  'x-~g',
  'x-^h',
  'x-!i',
  'x-&j',
  'x-*k',
  'x-+l',
  'x-.m',
];

/** One of each kind: what every recipe is written for and run with in the tests. */
export const POLICIES: readonly { readonly desc: string; readonly policy: Policy }[] = [
  { desc: 'two origins, with credentials', policy: EXAMPLE_POLICY },
  { desc: 'any origin', policy: { ...EXAMPLE_POLICY, origins: 'any', credentials: false } },
  {
    desc: 'one origin, as little as possible',
    policy: {
      ...EXAMPLE_POLICY,
      origins: ['https://app.example.com'],
      credentials: false,
      methods: ['GET'],
      requestHeaders: [],
      exposedHeaders: [],
    },
  },
  { desc: 'below a path', policy: { ...EXAMPLE_POLICY, pathPrefix: '/api/v1.0/' } },
  {
    desc: 'any origin, below a path',
    policy: { ...EXAMPLE_POLICY, origins: 'any', credentials: false, pathPrefix: '/api/' },
  },
  {
    desc: 'odd origins and names',
    policy: {
      ...EXAMPLE_POLICY,
      origins: [
        `https://${'a-long-label.'.repeat(15)}example.com`,
        'http://[::1]:3000',
        'capacitor://localhost',
        'https://a_b.example.com:8443',
      ],
      methods: ['GET', 'patch', 'M-SEARCH', ...ODD_NAMES],
      requestHeaders: ODD_NAMES,
      exposedHeaders: ODD_NAMES,
    },
  },
];
