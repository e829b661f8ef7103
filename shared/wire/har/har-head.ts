import { writeRequestHead, writeResponseHead } from '../../http/head.ts';
import { type HeaderLine, hasHeader } from '../../http/header-line.ts';
import { latin1Of } from '../../http/latin1.ts';
import { isRedirectStatus } from '../../trace/redirect.ts';
import type { HarEntry, HarResponse } from './har-schema.ts';

type HarHeaders = HarResponse['headers'];

export function harRequestHead({ method, headers, httpVersion }: HarEntry['request'], target: string): string {
  return writeRequestHead({
    method: latin1Of(method),
    target,
    version: versionOf(httpVersion),
    lines: linesOf(headers),
  });
}

export function harResponseHead({ status, statusText, headers, httpVersion, redirectURL }: HarResponse): string {
  const lines = linesOf(headers);
  const known = redirectURL === '' || !isRedirectStatus(status) || hasHeader(lines, 'location');
  return writeResponseHead({
    version: versionOf(httpVersion),
    status,
    reason: oneLine(statusText),
    lines: known ? lines : [...lines, ['Location', oneLine(redirectURL)]],
  });
}

/** HTTP/2's pseudo-headers are the start line; repeated headers may stand in one value, a line each. */
function linesOf(headers: HarHeaders): HeaderLine[] {
  return headers.flatMap(({ name, value }) => {
    const field = oneLine(name).trim();
    if (field === '' || field.startsWith(':')) return [];
    return latin1Of(value)
      .split(/\r?\n/)
      .map((line): HeaderLine => [field, line.replace(/^[ \t]+/, '')]);
  });
}

/** `h2` and `http/2.0` are Chrome's and Firefox's words; what is no version at all was not said. */
function versionOf(text: string): string {
  const short = /^h([23])$/i.exec(text);
  if (short !== null) return `HTTP/${short[1]}`;
  return /^http\/\d(\.\d)?$/i.test(text) ? text.toUpperCase() : 'HTTP/1.1';
}

function oneLine(text: string): string {
  return latin1Of(text).replace(/[\r\n]+/g, ' ');
}
