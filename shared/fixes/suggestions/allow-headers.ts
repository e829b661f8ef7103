import { combinedValue } from '../../http/header-line.ts';
import type { Suggester } from '../suggestion.ts';
import { ALLOW_HEADERS } from './operations.ts';

export const allowHeaders: Suggester = {
  codes: ['HeaderDisallowedByPreflightResponse', 'InvalidAllowHeadersPreflightResponse'],
  propose({ exchange }) {
    const names = combinedValue(exchange.received.lines, 'Access-Control-Request-Headers') ?? '';
    const why = `Names the headers that the preflight asks for, \`${names}\`, in Access-Control-Allow-Headers.`;
    return [{ title: 'Allow the request headers', operations: [ALLOW_HEADERS], why }];
  },
};
