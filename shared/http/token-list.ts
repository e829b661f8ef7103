import { trimOws } from './head.ts';

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** A field name or a method: https://httpwg.org/specs/rfc9110.html#tokens */
export function isToken(text: string): boolean {
  return TOKEN.test(text);
}

/** The elements of a comma-separated list; empty ones are allowed and left away (RFC 9110 §5.6.1). */
export function listElements(value: string): string[] {
  const elements: string[] = [];
  for (let from = 0; from <= value.length; ) {
    const comma = value.indexOf(',', from);
    const end = comma === -1 ? value.length : comma;
    const element = trimOws(value.slice(from, end));
    if (element !== '') elements.push(element);
    from = end + 1;
  }
  return elements;
}

/** The tokens of a comma-separated list; null where one element is not a token, which spoils the whole header. */
export function parseTokenList(value: string): string[] | null {
  const elements = listElements(value);
  return elements.every(isToken) ? elements : null;
}
