import { trimOws } from '../../http/head.ts';
import { indexesOf } from '../../http/header-line.ts';
import type { Answer } from './answer.ts';

/** An intermediary that names itself in a standard field. */
export interface NamedHop {
  readonly field: 'Via' | 'Cache-Status' | 'Proxy-Status';
  /** Index of the line among the answer's. */
  readonly index: number;
  /** As it calls itself, comments included: `abc.cloudfront.net (CloudFront)`. */
  readonly name: string;
  /** Its parameters, without quotes; empty in Via. */
  readonly parameters: ReadonlyMap<string, string>;
}

const FIELDS = ['Via', 'Cache-Status', 'Proxy-Status'] as const;

/** List members, split at commas that stand in no quotes and in no comment. */
const MEMBER = /(?:"(?:[^"\\]|\\.)*"|\([^)]*\)|[^,"(])+/g;
const PARAMETER = /(?:"(?:[^"\\]|\\.)*"|[^;"])+/g;
/** `1.1 `, `HTTP/1.1 `; Kong's older versions leave it away. */
const PROTOCOL = /^(?:[A-Za-z]+\/)?\d+(?:\.\d+)?[ \t]+/;

/**
 * Who names itself in that field, the nearest to the browser first: each appends itself behind those nearer to the origin,
 * and several lines are one list. RFC 9110 §7.6.3 (Via), RFC 9211 §2 (Cache-Status), RFC 9209 §2 (Proxy-Status).
 */
export function hopsIn(answer: Answer, field: NamedHop['field']): NamedHop[] {
  return indexesOf(answer.head.lines, field)
    .flatMap(index => membersOf(answer.head.lines[index]?.[1] ?? '').map(member => hopOf(field, index, member)))
    .filter(({ name }) => name !== '')
    .reverse();
}

export function allHops(answer: Answer): NamedHop[] {
  return FIELDS.flatMap(field => hopsIn(answer, field));
}

function hopOf(field: NamedHop['field'], index: number, member: string): NamedHop {
  if (field === 'Via') return { field, index, name: member.replace(PROTOCOL, ''), parameters: new Map() };
  const [name = '', ...parameters] = (member.match(PARAMETER) ?? []).map(trimOws);
  return { field, index, name: unquoted(name), parameters: new Map(parameters.map(parameterOf)) };
}

function membersOf(value: string): string[] {
  return (value.match(MEMBER) ?? []).map(trimOws).filter(member => member !== '');
}

function parameterOf(text: string): [name: string, value: string] {
  const equals = text.indexOf('=');
  return equals === -1
    ? [text.toLowerCase(), '']
    : [text.slice(0, equals).toLowerCase(), unquoted(text.slice(equals + 1))];
}

function unquoted(text: string): string {
  return text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1).replace(/\\(.)/g, '$1') : text;
}
