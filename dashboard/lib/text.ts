/** A sentence taken apart at its backticks: what stands between two was on the wire and is set in monospace. */
export interface Span {
  readonly text: string;
  readonly code: boolean;
}

export function spansOf(sentence: string): Span[] {
  return sentence
    .split('`')
    .map((text, index) => ({ text, code: index % 2 === 1 }))
    .filter(span => span.text !== '');
}

/** Keeps both ends: the end of a path names the resource, its beginning the API. */
export function middle(text: string, most: number): string {
  if (text.length <= most) return text;
  const head = Math.ceil((most - 1) * 0.55);
  return `${text.slice(0, head)}…${text.slice(text.length - (most - 1 - head))}`;
}

export function clock(milliseconds: number): string {
  const date = new Date(milliseconds);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(part => String(part).padStart(2, '0')).join(':');
}

export function byteSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

export function duration(milliseconds: number): string {
  if (milliseconds < 10) return `${milliseconds.toFixed(1)} ms`;
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  return `${(milliseconds / 1000).toFixed(2)} s`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `https://api.lab.test/orders/7?x=1` → host and the rest; a URL that cannot be split is all rest. */
export function splitUrl(url: string): { readonly scheme: string; readonly host: string; readonly path: string } {
  const match = /^([a-z][a-z0-9+.-]*:\/\/)([^/?#]*)(.*)$/is.exec(url);
  if (match === null) return { scheme: '', host: '', path: url };
  const [, scheme = '', host = '', path = ''] = match;
  return { scheme, host, path: path === '' ? '/' : path };
}

export function withoutScheme(origin: string): string {
  return origin.replace(/^https?:\/\//, '');
}

/** What the API says in half a sentence, as a whole one. */
export function sentenceOf(text: string): string {
  return /[.?!]$/.test(text) ? text : `${text}.`;
}
