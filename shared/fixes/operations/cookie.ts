import { type HeaderLine, sameName } from '../../http/header-line.ts';
import type { OperationOf, ResponseOperation } from '../operation.ts';

type Attributes = OperationOf<'cookie'>['set'];

/** Attributes of every Set-Cookie line of that name; all else of the line, and every other line, stays byte for byte. */
export const cookie: ResponseOperation<'cookie'> = {
  apply(head, { name, set }) {
    const lines = head.lines.map(line => (isCookie(line, name) ? withAttributes(line, set) : line));
    return lines.every((line, index) => line === head.lines[index]) ? head : { ...head, lines };
  },
  examples: [
    {
      desc: 'adds what is missing and replaces what is there, where it stood',
      do: { op: 'cookie', name: 'sid', set: { sameSite: 'None', secure: true } },
      before: 'HTTP/1.1 200 OK\nSet-Cookie: sid=a=b; samesite=lax;Path=/\nset-cookie: other=1; SameSite=Lax',
      after: 'HTTP/1.1 200 OK\nSet-Cookie: sid=a=b; SameSite=None;Path=/; Secure\nset-cookie: other=1; SameSite=Lax',
    },
    {
      desc: 'takes attributes off, each as often as it stands there',
      do: { op: 'cookie', name: 'sid', set: { httpOnly: false, domain: null, maxAge: null } },
      before: 'HTTP/1.1 200 OK\nset-cookie: sid=1; HttpOnly; Domain=lab.test; Path=/; domain=x.test; Max-Age=5',
      after: 'HTTP/1.1 200 OK\nset-cookie: sid=1; Path=/',
    },
    {
      desc: 'writes every attribute that there is',
      do: {
        op: 'cookie',
        name: 'sid',
        set: {
          sameSite: 'Strict',
          secure: true,
          httpOnly: true,
          partitioned: true,
          domain: 'lab.test',
          path: '/',
          maxAge: 60,
          expires: 'Sat, 31 Jan 2026 10:00:00 GMT',
        },
      },
      before: 'HTTP/1.1 200 OK\nSet-Cookie: sid=1',
      after:
        'HTTP/1.1 200 OK\nSet-Cookie: sid=1; SameSite=Strict; Secure; HttpOnly; Partitioned; Domain=lab.test; Path=/; Max-Age=60; Expires=Sat, 31 Jan 2026 10:00:00 GMT',
    },
    {
      desc: 'leaves a line alone that says it already',
      do: { op: 'cookie', name: 'sid', set: { sameSite: 'None', secure: true, path: null } },
      before: 'HTTP/1.1 200 OK\nSet-Cookie: sid=1;secure;  samesite=none',
      after: 'same',
    },
    {
      desc: 'takes names by their letter case',
      do: { op: 'cookie', name: 'SID', set: { secure: true } },
      before: 'HTTP/1.1 200 OK\nSet-Cookie: sid=1',
      after: 'same',
    },
  ],
};

/** As they are usually written. */
const NAMES: Readonly<Record<keyof Attributes, string>> = {
  sameSite: 'SameSite',
  secure: 'Secure',
  httpOnly: 'HttpOnly',
  partitioned: 'Partitioned',
  domain: 'Domain',
  path: 'Path',
  maxAge: 'Max-Age',
  expires: 'Expires',
};

function isCookie([header, value]: HeaderLine, name: string): boolean {
  if (!sameName(header, 'set-cookie')) return false;
  const pair = value.split(';', 1)[0] ?? '';
  return pair.includes('=') && pair.slice(0, pair.indexOf('=')).trim() === name;
}

function withAttributes(line: HeaderLine, set: Attributes): HeaderLine {
  const [header, value] = line;
  let [pair = '', ...parts] = value.split(';');
  for (const [key, wanted] of Object.entries(set)) {
    const text = attributeText(NAMES[key as keyof Attributes], wanted);
    parts = withAttribute(parts, NAMES[key as keyof Attributes], text);
  }
  const written = [pair, ...parts].join(';');
  return written === value ? line : [header, written];
}

/** Null: it is not to be there. */
function attributeText(name: string, wanted: Attributes[keyof Attributes]): string | null {
  if (wanted === null || wanted === undefined || wanted === false) return null;
  return wanted === true ? name : `${name}=${wanted}`;
}

/** Of several of one name a browser takes the last. */
function withAttribute(parts: readonly string[], name: string, text: string | null): string[] {
  const isOne = (part: string) => sameName((part.split('=', 1)[0] ?? '').trim(), name);
  if (text === null) return parts.filter(part => !isOne(part));
  const present = parts.filter(isOne).map(part => part.trim());
  if (present.length === 1 && saysSame(present[0] ?? '', text)) return [...parts];
  const first = parts.findIndex(isOne);
  const rest = parts.filter((part, index) => index === first || !isOne(part));
  if (first !== -1) return rest.with(first, ` ${text}`);
  return rest.at(-1)?.trim() === '' ? rest.with(-1, ` ${text}`) : [...rest, ` ${text}`];
}

/** Names and SameSite's words compare without regard to letter case, paths and domains as they are. */
function saysSame(part: string, text: string): boolean {
  return part === text || (sameName(part, text) && (!text.includes('=') || text.startsWith('SameSite=')));
}
