import type { HeaderLine } from './header-line.ts';

/** A request head: start line taken apart, header lines in wire order. `target` is the request-target byte for byte. */
export interface RequestHead {
  readonly method: string;
  readonly target: string;
  readonly version: string;
  readonly lines: readonly HeaderLine[];
}

/** A response head; `status` is 0 where the status line has no number. */
export interface ResponseHead {
  readonly version: string;
  readonly status: number;
  readonly reason: string;
  readonly lines: readonly HeaderLine[];
}

/**
 * Reads a request head from its latin-1 text (start line, header lines, empty line). Never throws: what is not there is
 * the empty string. Parts of the start line are split at single spaces; the target keeps whatever lies between the first
 * and the last one, so that a raw space in a path stays visible.
 */
export function parseRequestHead(text: string): RequestHead {
  const { start, lines } = splitHead(text);
  const first = start.indexOf(' ');
  if (first === -1) return { method: start, target: '', version: '', lines };
  const last = start.lastIndexOf(' ');
  if (last === first) return { method: start.slice(0, first), target: start.slice(first + 1), version: '', lines };
  return { method: start.slice(0, first), target: start.slice(first + 1, last), version: start.slice(last + 1), lines };
}

/** Reads a response head from its latin-1 text; see parseRequestHead. */
export function parseResponseHead(text: string): ResponseHead {
  const { start, lines } = splitHead(text);
  const first = start.indexOf(' ');
  if (first === -1) return { version: start, status: 0, reason: '', lines };
  const rest = start.slice(first + 1);
  const space = rest.indexOf(' ');
  const code = space === -1 ? rest : rest.slice(0, space);
  const reason = space === -1 ? '' : rest.slice(space + 1);
  return { version: start.slice(0, first), status: /^\d{1,3}$/.test(code) ? Number(code) : 0, reason, lines };
}

export function writeRequestHead(head: RequestHead): string {
  return `${head.method} ${head.target} ${head.version}\r\n${writeLines(head.lines)}\r\n`;
}

export function writeResponseHead(head: ResponseHead): string {
  return `${head.version} ${String(head.status).padStart(3, '0')} ${head.reason}\r\n${writeLines(head.lines)}\r\n`;
}

/** Trailer sections have header lines only. */
export function parseLines(text: string): HeaderLine[] {
  const lines: HeaderLine[] = [];
  let from = 0;
  while (from < text.length) {
    const newline = text.indexOf('\n', from);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(from, end > from && text[end - 1] === '\r' ? end - 1 : end);
    from = end + 1;
    if (line === '') break;
    addLine(lines, line);
  }
  return lines;
}

function splitHead(text: string): { start: string; lines: HeaderLine[] } {
  const newline = text.indexOf('\n');
  if (newline === -1) return { start: text, lines: [] };
  const start = text.slice(0, newline > 0 && text[newline - 1] === '\r' ? newline - 1 : newline);
  return { start, lines: parseLines(text.slice(newline + 1)) };
}

/** A line that begins with whitespace continues the one before it (obs-fold, RFC 9112 §5.2): joined by one space. */
function addLine(lines: HeaderLine[], text: string): void {
  const before = lines.at(-1);
  if ((text.startsWith(' ') || text.startsWith('\t')) && before) {
    lines[lines.length - 1] = [before[0], trimOws(`${before[1]} ${trimOws(text)}`)];
    return;
  }
  const colon = text.indexOf(':');
  if (colon === -1) lines.push([text, '']);
  else lines.push([trimOws(text.slice(0, colon)), trimOws(text.slice(colon + 1))]);
}

/** Optional whitespace is SP and HTAB, nothing else (RFC 9110 §5.6.3): String.trim would also eat NBSP, a latin-1 byte. */
export function trimOws(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isOws(text.charCodeAt(start))) start += 1;
  while (end > start && isOws(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function isOws(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

export function writeLines(lines: readonly HeaderLine[]): string {
  let text = '';
  for (const [name, value] of lines) text += value === '' ? `${name}:\r\n` : `${name}: ${value}\r\n`;
  return text;
}
