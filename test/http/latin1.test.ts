import { expect, it } from 'vitest';
import { latin1Of } from '../../shared/http/latin1.ts';

it.each([
  { desc: 'latin-1 stays', text: 'caf\u00e9', bytes: 'caf\u00e9' },
  {
    desc: 'characters beyond become their UTF-8 bytes, and so do their neighbours',
    text: '\u00e9\u20ac',
    bytes: '\u00c3\u00a9\u00e2\u0082\u00ac',
  },
  { desc: 'an emoji', text: '\u{1f600}', bytes: '\u00f0\u009f\u0098\u0080' },
  { desc: 'half an emoji', text: '\ud83d', bytes: '\u00ef\u00bf\u00bd' },
  { desc: 'a percent sign is none', text: '100%\u20ac%41', bytes: '100%\u00e2\u0082\u00ac%41' },
])('$desc', ({ text, bytes }) => {
  expect(latin1Of(text)).toBe(bytes);
});
