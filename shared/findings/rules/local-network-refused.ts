import type { CorsErrorCode } from '../../cors/cors-error.ts';
import { journeyOf } from '../examples.ts';
import type { Rule, Subject } from '../rule.ts';
import { witnessedJourney } from '../witnessed.ts';

interface Values {
  readonly code: CorsErrorCode;
  readonly page: string;
  readonly url: string;
}

const CODES: readonly CorsErrorCode[] = [
  'LocalNetworkAccessPermissionDenied',
  'InsecureLocalNetwork',
  'InvalidLocalNetworkAccess',
];

/** A page from the internet asked for something on this machine or its network; the request never left the browser. */
export const localNetworkRefused = {
  id: 'local-network-refused',
  title: 'Local Network Access blocked the request',
  severity: 'blocks',
  scenario: 's6',
  checks: ['browser.origin', 'browser.trace'],
  spec: 'https://wicg.github.io/local-network-access/#local-network-access-check',
  browsersSay: {
    chromium: ['LocalNetworkAccessPermissionDenied', 'InsecureLocalNetwork', 'InvalidLocalNetworkAccess'],
    firefox: null,
  },
  find({ verdict, facts, journey }: Subject) {
    const code = CODES.find(word => word === verdict.code || word === journey.witness?.corsError);
    if (code === undefined) return [];
    const page = facts.pageOrigin ?? 'the page';
    return [{ layer: 'browser', evidence: [], values: { code, page, url: facts.url } }];
  },
  explain({ values: { code, page, url } }) {
    return {
      seen: `The browser blocked the request from \`${page}\` to \`${url}\` with \`${code}\`; nothing was sent.`,
      why: WHY[code] ?? WHY_TARGET,
      change:
        code === 'InsecureLocalNetwork'
          ? `Serve \`${page}\` over https, so that the browser can ask for the permission; no header of the API can allow it.`
          : `Let the user grant the permission for \`${page}\` (in Chrome “Local network access”), or serve the API from a public address; no header of the API can allow it.`,
    };
  },
  examples: [
    {
      desc: 'the permission was not given',
      hits: 1,
      journey: witnessedJourney({ corsError: 'LocalNetworkAccessPermissionDenied', url: 'https://localhost:8443/me' }),
    },
    {
      desc: 'a page that is not https cannot even ask',
      hits: 1,
      journey: witnessedJourney({ corsError: 'InsecureLocalNetwork', page: 'http://app.lab.test/' }),
    },
    {
      desc: 'near miss: refused for what the response lacks',
      hits: 0,
      journey: journeyOf(`
        GET http://localhost:8080/me
        Origin: https://app.lab.test

        200 OK
        Content-Type: text/html`),
    },
  ],
} satisfies Rule<Values>;

const WHY_TARGET =
  'The page said which address space it means to reach, and the address that was found lies in another one.';

const WHY: Readonly<Partial<Record<CorsErrorCode, string>>> = {
  LocalNetworkAccessPermissionDenied:
    'Since version 142, Chromium lets a public page reach this machine or its local network only with the user’s permission; headless, as in CI, it is denied at once.',
  InsecureLocalNetwork:
    'Since version 142, Chromium lets only https pages ask for the permission to reach this machine or its local network.',
};
