import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerJson, caseUrl, type LabCase, send } from '../lab-case.ts';
import { PAGE_ORIGIN } from '../lab-hosts.ts';

const ID = 'gateway-answers-405';

export const gatewayAnswers405: LabCase = {
  id: ID,
  scenario: 's2',
  title: 'The gateway does not route OPTIONS',
  story:
    'The app would answer the preflight as it should. The gateway in front of it routes only GET and PUT, and answers OPTIONS itself with 405.',
  declared: { outcome: 'blocked', phase: 'preflight', code: 'PreflightInvalidStatus' },
  finding: 'preflight-status',
  layer: 'gateway',
  fails: ['s2.status', 's2.routed', 'gateway.options', 'mistake.forgot-options'],
  calls: [send('PUT', caseUrl(ID, 'orders/7'), { state: 'sent' })],
  mend: { by: 'suggestion' },
  faults: { gateway: { answer: answerUnrouted } },
};

/**
 * Such gateways put the CORS headers on their own answers too. That is why the 405 is what the browser names, with
 * credentials or without: a browser checks the headers first, and would stop at one that is missing.
 */
function answerUnrouted(request: IncomingMessage, response: ServerResponse): boolean {
  if (request.method === 'GET' || request.method === 'PUT') return false;
  response.setHeader('Allow', 'GET, PUT');
  response.setHeader('Access-Control-Allow-Origin', PAGE_ORIGIN);
  response.setHeader('Access-Control-Allow-Credentials', 'true');
  answerJson(response, 405, { message: 'Method Not Allowed' });
  return true;
}
