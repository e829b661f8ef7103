import { expect, test } from 'vitest';
import { evidenceItems } from '../../dashboard/lib/layer-evidence.ts';
import { exchangeOfAnswer } from '../layers/exchange-of-answer.ts';

const EXCHANGE = exchangeOfAnswer(
  '405 Not Allowed\nServer: nginx\nSet-Cookie: sid=topsecret\n\n<hr>\n<center>nginx</center>',
);

test('evidence is shown with where it stands: lines, words of the status line, words of the body', () => {
  const evidence = {
    lines: [{ exchange: 'e1', head: 'returned', index: 0 } as const],
    words: ['405 Not Allowed', '<hr>\n<center>nginx</center>'],
  };
  expect(evidenceItems(evidence, EXCHANGE, false)).toEqual([
    { where: 'returned', text: 'Server: nginx' },
    { where: 'status line', text: '405 Not Allowed' },
    { where: 'body', text: '<hr> <center>nginx</center>' },
  ]);
});

test.each([
  { secrets: false, text: 'Set-Cookie: sid=•••(9)' },
  { secrets: true, text: 'Set-Cookie: sid=topsecret' },
])('a cookie is masked until it is asked for: $secrets', ({ secrets, text }) => {
  const evidence = { lines: [{ exchange: 'e1', head: 'returned', index: 1 } as const], words: [] };
  expect(evidenceItems(evidence, EXCHANGE, secrets)).toEqual([{ where: 'returned', text }]);
});
