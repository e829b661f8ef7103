import { expect, test } from 'vitest';
import { evidenceItems } from '../../dashboard/lib/layer-evidence.ts';
import { exchangeOfAnswer } from '../layers/exchange-of-answer.ts';

const CERTIFICATE = { subject: 'CN=api.lab.test', issuer: 'CN=Lab CA, O=Lab' };
const EXCHANGE = exchangeOfAnswer(
  '405 Not Allowed\nServer: nginx\nSet-Cookie: sid=topsecret\n\n<hr>\n<center>nginx</center>',
  { upstream: { address: '127.0.0.1', port: 443, certificate: CERTIFICATE } },
);

test('evidence is shown with where it stands: lines, words of the status line, of the body, of the certificate', () => {
  const evidence = {
    lines: [{ exchange: 'e1', head: 'returned', index: 0 } as const],
    words: ['405 Not Allowed', '<hr>\n<center>nginx</center>', 'CN=Lab CA'],
  };
  expect(evidenceItems(evidence, EXCHANGE, false)).toEqual([
    { where: 'returned', text: 'Server: nginx' },
    { where: 'status line', text: '405 Not Allowed' },
    { where: 'body', text: '<hr> <center>nginx</center>' },
    { where: 'certificate', text: 'CN=Lab CA' },
  ]);
});

test.each([
  { secrets: false, text: 'Set-Cookie: sid=•••(9)' },
  { secrets: true, text: 'Set-Cookie: sid=topsecret' },
])('a cookie is masked until it is asked for: $secrets', ({ secrets, text }) => {
  const evidence = { lines: [{ exchange: 'e1', head: 'returned', index: 1 } as const], words: [] };
  expect(evidenceItems(evidence, EXCHANGE, secrets)).toEqual([{ where: 'returned', text }]);
});
