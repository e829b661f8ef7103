import { FAULT_HEADERS, type Fault } from './fault.ts';
import type { Policy } from './policy.ts';

/** Every header of the CORS protocol that an answer can have: what the owner replaces, whoever else sets it. */
export const CORS_HEADERS: readonly string[] = [
  'Access-Control-Allow-Origin',
  'Access-Control-Allow-Credentials',
  'Access-Control-Allow-Methods',
  'Access-Control-Allow-Headers',
  'Access-Control-Expose-Headers',
  'Access-Control-Max-Age',
];

/** A header with the same value for every allowed origin, and on which answers it is due. */
export interface PolicyHeader {
  readonly name: string;
  readonly value: string;
  readonly on: 'every-answer' | 'preflights';
}

/** All but Access-Control-Allow-Origin and Vary; those that would say nothing are left away. */
export function policyHeaders(policy: Policy): PolicyHeader[] {
  const headers: PolicyHeader[] = [
    { name: 'Access-Control-Allow-Credentials', value: policy.credentials ? 'true' : '', on: 'every-answer' },
    { name: 'Access-Control-Allow-Methods', value: policy.methods.join(', '), on: 'preflights' },
    { name: 'Access-Control-Allow-Headers', value: policy.requestHeaders.join(', '), on: 'preflights' },
    { name: 'Access-Control-Max-Age', value: String(policy.maxAge), on: 'preflights' },
    { name: 'Access-Control-Expose-Headers', value: policy.exposedHeaders.join(', '), on: 'every-answer' },
  ];
  return headers.filter(({ value }) => value !== '');
}

export function isAbout(fault: Fault, name: string): boolean {
  return FAULT_HEADERS[fault].includes(name);
}

/** Whoever writes the headers has to answer preflights, too. */
export function isUnanswered(fault: Fault): boolean {
  return fault === 'preflight-refused' || fault === 'headers-absent';
}
