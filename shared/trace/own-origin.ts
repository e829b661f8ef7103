import { oneText } from '../http/text-table.ts';
import type { Exchange } from './exchange.ts';

/** Origin of the URL that was asked for, as an Origin header would say it. */
export function ownOrigin(exchange: Exchange): string {
  const authority = exchange.authority.toLowerCase();
  const defaultPort = exchange.scheme === 'https' ? ':443' : ':80';
  const host = authority.endsWith(defaultPort) ? authority.slice(0, -defaultPort.length) : authority;
  return oneText(exchange.scheme, '://', host);
}
