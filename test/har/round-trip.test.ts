import { describe, expect, it } from 'vitest';
import { maskReport } from '../../shared/findings/mask-report.ts';
import type { JourneyReport } from '../../shared/findings/report.ts';
import type { Witness } from '../../shared/trace/witness.ts';
import type { ExchangeRecord } from '../../shared/wire/exchange-record.ts';
import { finalReports } from '../../shared/wire/final-reports.ts';
import { readHar } from '../../shared/wire/har/read-har.ts';
import { writeHar } from '../../shared/wire/har/write-har.ts';
import { maskRecord } from '../../shared/wire/mask-record.ts';
import { type OracleCase, readOracle } from '../oracle/oracle-file.ts';
import { entriesOf, withAsked } from '../support/oracle-har.ts';
import { record } from '../wire/records.ts';

const WITNESS: Witness = {
  id: 'w1',
  url: 'https://api.lab.test/items/1',
  method: 'GET',
  page: 'https://app.lab.test/',
  target: 'page',
  resource: 'Fetch',
  startedAt: 1_767_225_600_005,
  endedAt: 1_767_225_600_020,
  outcome: 'allowed',
  status: 200,
  corsError: null,
  failedParameter: '',
  blockedReason: null,
  errorText: '',
  asked: { credentials: 'omit', mode: 'cors' },
  servedFrom: 'network',
  cookies: { sent: [], blocked: [], setBlocked: [] },
};

const cases = readOracle<OracleCase>('dev.ndjson').filter(({ wire }) => wire.length > 0);

function readBack(har: object): readonly ExchangeRecord[] {
  const read = readHar(JSON.parse(JSON.stringify(har)));
  if (read === null) throw new Error('not a HAR');
  expect(read.problems).toEqual([]);
  return read.records;
}

function judge(records: readonly ExchangeRecord[]) {
  return finalReports({ records, witnesses: [] }).map(({ report }) => report);
}

describe('a HAR that corscope wrote', () => {
  it.each([
    { desc: 'as it was recorded', shown: (one: ExchangeRecord) => one, told: (one: JourneyReport) => one },
    { desc: 'with its secrets masked', shown: maskRecord, told: maskReport },
  ])('read again $desc, leads to the same verdicts and facts in every recorded case', ({ shown, told }) => {
    for (const asked of [() => ({}), ({ request }: OracleCase) => withAsked(request)]) {
      const records = readBack({ log: { entries: cases.flatMap(test => entriesOf(test, asked(test))) } });
      const again = readBack(writeHar({ records: records.map(shown), witnesses: [] }, '1.0.0'));
      expect(again).toEqual(records.map(shown));
      const [before, after] = [judge(records).map(told), judge(again).map(told)];
      expect(after.map(({ verdict }) => verdict)).toEqual(before.map(({ verdict }) => verdict));
      expect(after.map(({ facts }) => facts)).toEqual(before.map(({ facts }) => facts));
      expect(before.length).toBeGreaterThan(400);
    }
  });

  it('leads to the same outcomes where a tool dropped corscope’s own member', () => {
    const records = readBack({ log: { entries: cases.flatMap(test => entriesOf(test, withAsked(test.request))) } });
    const { log } = writeHar({ records, witnesses: [] }, '1.0.0');
    const entries = log.entries.map(({ _corscope, ...entry }) => entry);
    const ends = (reports: ReturnType<typeof judge>) =>
      reports.map(({ verdict: { outcome, code } }) => [outcome, code]);
    expect(ends(judge(readBack({ log: { entries } })))).toEqual(ends(judge(records)));
  });

  const whole = record(1, {
    tap: 'gateway',
    upstream: { address: '::1', port: 8443 },
    forwarded: 'GET /items/1 HTTP/1.1\r\nHost: api.lab.test\r\n\r\n',
    delivered: 'HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: https://app.lab.test\r\n\r\n',
    interim: ['HTTP/1.1 103 Early Hints\r\n\r\n'],
    requestTrailers: 'A: b\r\n',
    responseTrailers: 'A: b\r\n',
    errorStart: '<h1>\xe9</h1>',
    outcome: { kind: 'failed', reason: 'cut', detail: 'ECONNRESET' },
    problems: ['bare-lf'],
    fixes: ['f1'],
    asked: { credentials: 'omit', mode: 'cors' },
  });

  it.each([
    { desc: 'four heads, timings, trailers, outcome, tap and fixes', records: [whole] },
    { desc: 'a request without an answer', records: [record(1, { returned: null, outcome: { kind: 'open' } })] },
    {
      desc: 'a tunnel',
      records: [
        record(1, { kind: 'tunnel', received: 'CONNECT api.lab.test:443 HTTP/1.1\r\n\r\n', returned: null }),
        record(2),
      ],
    },
  ])('holds $desc', ({ records }) => {
    expect(readBack(writeHar({ records, witnesses: [] }, '1.0.0'))).toEqual(records);
  });

  it('holds the browser’s own accounts, and is judged by them', () => {
    const star = record(1, { returned: 'HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n\r\n' });
    const har = JSON.parse(JSON.stringify(writeHar({ records: [star], witnesses: [WITNESS] }, '1.0.0')));
    const read = readHar(har);
    expect(read?.witnesses).toEqual([WITNESS]);
    const ends = (witnesses: readonly Witness[]) =>
      finalReports({ records: [star], witnesses }).map(({ report }) => report.verdict.outcome);
    expect(ends([])).toEqual(['depends']);
    expect(ends(read?.witnesses ?? [])).toEqual(['allowed']);
  });

  it('shows other tools what reached the browser', () => {
    const [entry] = writeHar({ records: [whole], witnesses: [] }, '1.0.0').log.entries;
    expect(entry?.request).toMatchObject({ method: 'GET', url: 'https://api.lab.test/items/1' });
    expect(entry?.response.headers).toEqual([{ name: 'Access-Control-Allow-Origin', value: 'https://app.lab.test' }]);
    expect(entry).toMatchObject({ _credentials: 'omit', _mode: 'cors', serverIPAddress: '::1', time: 4 });
  });
});
