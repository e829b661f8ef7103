import type { IncomingMessage, ServerResponse } from 'node:http';
import { caseUrl, get, type LabCase } from '../lab-case.ts';
import { API_HOST, FILES_HOST, PAGE_ORIGIN } from '../lab-hosts.ts';
import { shop } from '../shop/shop.ts';

const ID = 'redirect-to-other-host';
const files = shop({ allow: () => PAGE_ORIGIN });

export const redirectToOtherHost: LabCase = {
  id: ID,
  scenario: 's5',
  title: 'A redirect leads to a host with another policy',
  story:
    'The API sends the page to https://files.lab.test. After a cross-origin redirect the browser sends Origin: null, which that host does not allow.',
  declared: { outcome: 'blocked', phase: 'actual', code: 'AllowOriginMismatch' },
  finding: 'allow-origin-mismatch',
  layer: 'app',
  fails: ['s5.redirect-host', 'mistake.ignored-redirect'],
  calls: [get(caseUrl(ID, 'products'))],
  mend: { by: 'suggestion' },
  faults: { app: redirectToFiles },
};

function redirectToFiles(request: IncomingMessage, response: ServerResponse): void {
  if (request.headers.host !== API_HOST) {
    files(request, response);
    return;
  }
  const location = caseUrl(ID, 'products', FILES_HOST);
  response.writeHead(302, { 'Access-Control-Allow-Origin': PAGE_ORIGIN, Location: location, 'Content-Length': 0 });
  response.end();
}
