import { firstValue } from '../../http/header-line.ts';
import type { Suggester } from '../suggestion.ts';
import { ALLOW_METHODS } from './operations.ts';

export const allowMethods: Suggester = {
  codes: ['MethodDisallowedByPreflightResponse', 'InvalidAllowMethodsPreflightResponse'],
  propose({ exchange }) {
    const method = firstValue(exchange.received.lines, 'Access-Control-Request-Method') ?? '';
    const why = `Names the method that the preflight asks for, \`${method}\`, in Access-Control-Allow-Methods.`;
    return [{ title: `Allow ${method}`, operations: [ALLOW_METHODS], why }];
  },
};
