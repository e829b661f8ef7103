import type { HeaderLine } from '../http/header-line.ts';
import type { Exchange } from '../trace/exchange.ts';

/** `name`, or `name=value`; a field name is a token (RFC 9110 §5.6.2), in lower case here. */
export const HEADER_VALUE = /^[!#$%&'*+.^_`|~0-9a-z-]+(=.*)?$/s;

/** Whether a head of these exchanges has a line of that name, with the value somewhere in it where one is asked for. */
export function hasHeaderLine(wanted: string, exchanges: readonly Exchange[]): boolean {
  const equals = wanted.indexOf('=');
  const name = equals === -1 ? wanted : wanted.slice(0, equals);
  const part = equals === -1 ? '' : wanted.slice(equals + 1);
  const fits = ([lineName, value]: HeaderLine) =>
    lineName.length === name.length && lineName.toLowerCase() === name && value.toLowerCase().includes(part);
  return exchanges.some(exchange => headsOf(exchange).some(lines => lines.some(fits)));
}

/** Every head and trailer once: one that a hop passed on unchanged is the same object as before it. */
export function headsOf(exchange: Exchange): readonly (readonly HeaderLine[])[] {
  const { received, forwarded, returned, delivered, interim, requestTrailers, responseTrailers } = exchange;
  const heads = new Set([received, forwarded, returned, delivered, ...interim].filter(head => head !== null));
  return [...[...heads].map(({ lines }) => lines), requestTrailers, responseTrailers];
}
