import type { JourneyReport } from '../findings/report.ts';
import { type Exchange, exchangeUrl, type HeadName, type LineRef } from '../trace/exchange.ts';
import { exchangesOf } from '../trace/journey.ts';
import type { Judged } from './final-reports.ts';

/** Journeys as Markdown for an issue or a chat: what was asked, what the browser did, why, and the lines it read. */
export function writeMarkdown(judged: readonly Judged[]): string {
  const count = judged.length === 1 ? '1 journey' : `${judged.length} journeys`;
  return [`# corscope: ${count}`, ...judged.map(chapter)].join('\n\n').concat('\n');
}

function chapter({ journey, report }: Judged): string {
  const { facts, verdict, findings, startedAt } = report;
  return [
    `## ${code(`${facts.method} ${facts.url}`)}`,
    `**${verdict.outcome}**${verdict.code === null ? '' : ` (${code(verdict.code)})`}: ${oneLine(verdict.headline)}`,
    factsTable(report, startedAt),
    ...findings.map(({ id, layer, seen, why, change }) => {
      return `### ${id} (${layer})\n\n${oneLine(`${seen} ${why} ${change}`)}`;
    }),
    ...exchangesOf(journey).map(exchange => exchangeText(exchange, linesRead(report))),
  ].join('\n\n');
}

function factsTable({ facts }: JourneyReport, startedAt: string): string {
  const { credentials } = facts;
  const rows = [
    ['page origin', facts.pageOrigin ?? 'unknown'],
    ['API origin', facts.apiOrigin],
    ['credentials', credentials.mode],
    ['cookies sent', credentials.cookies ? 'yes' : 'no'],
    ['Authorization sent', credentials.authorization ? 'yes' : 'no'],
    ['preflight', facts.preflight],
    ['started', startedAt],
  ];
  return [
    '| fact | value |',
    '| --- | --- |',
    ...rows.map(([fact, value]) => `| ${fact} | ${cell(value ?? '')} |`),
  ].join('\n');
}

/** Lines that a step read or a finding points at. */
function linesRead({ verdict, findings }: JourneyReport): readonly LineRef[] {
  return [...verdict.steps.flatMap(({ lines }) => lines), ...findings.flatMap(({ evidence }) => evidence)];
}

function exchangeText(exchange: Exchange, refs: readonly LineRef[]): string {
  const { received, delivered } = exchange;
  const answer = delivered === null ? [`(no response: ${exchange.outcome.kind})`] : answerText(exchange, refs);
  const request = [`${received.method} ${exchangeUrl(exchange)}`, ...relevant(exchange, 'received', refs)];
  return fenced([...request, '', ...answer]);
}

function answerText(exchange: Exchange, refs: readonly LineRef[]): string[] {
  const { returned, delivered } = exchange;
  const status = `${delivered?.status ?? 0} ${delivered?.reason ?? ''}`.trimEnd();
  const answer = [status, ...relevant(exchange, 'delivered', refs)];
  if (returned === null || returned === delivered) return answer;
  return [...answer, '', '(as the upstream sent it)', String(returned.status), ...relevant(exchange, 'returned', refs)];
}

/** CORS's own headers, and whatever else was read. */
function relevant(exchange: Exchange, head: HeadName, refs: readonly LineRef[]): string[] {
  const read = new Set(refs.filter(ref => ref.exchange === exchange.id && ref.head === head).map(({ index }) => index));
  return (exchange[head]?.lines ?? [])
    .filter(([name], index) => read.has(index) || RELEVANT.test(name))
    .map(([name, value]) => oneLine(`${name}: ${value}`));
}

const RELEVANT =
  /^(?:origin|vary|location|cookie|set-cookie|authorization|access-control-.*|sec-fetch-.*|cross-origin-.*)$/i;

/** A fence longer than any run of backticks inside it. */
function fenced(lines: readonly string[]): string {
  const text = lines.join('\n');
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}http\n${text}\n${fence}`;
}

function code(text: string): string {
  return `\`${oneLine(text).replaceAll('`', "'")}\``;
}

function cell(text: string): string {
  return oneLine(text).replaceAll('|', '\\|');
}

function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replace(/[\u0000-\u001f]+/g, ' ');
}
