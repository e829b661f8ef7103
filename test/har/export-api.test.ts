import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRecorded } from '../../shared/wire/recorded.ts';
import { type Bench, openBench } from '../server/support/bench.ts';
import { answerWith } from '../server/support/upstream.ts';

interface JourneyRow {
  readonly id: string;
  readonly facts: { readonly url: string };
  readonly verdict: object;
}

let bench: Bench;
let journeys: readonly JourneyRow[];

beforeAll(async () => {
  bench = await openBench({}, () =>
    answerWith('200 OK', ['Access-Control-Allow-Origin: *', 'Set-Cookie: sid=topsecret; Path=/'], 'a topsecret body'),
  );
  await bench.through('/me', { fields: ['Origin: https://app.example.com', 'Cookie: sid=topsecret'] });
  await bench.through('/you');
  journeys = (await bench.json<{ journeys: JourneyRow[] }>('/api/journeys')).journeys;
});

afterAll(() => bench.close());

async function exported(query: string): Promise<string> {
  const response = await bench.api(`/api/export?${query}`);
  expect(response.status).toBe(200);
  return response.text();
}

async function imported(body: string): Promise<{ imported: number; journeys: string[] }> {
  const response = await bench.api('/api/import', {
    method: 'POST',
    headers: { Authorization: `Bearer ${bench.corscope.token}`, 'Content-Type': 'application/json' },
    body,
  });
  expect(response.status).toBe(200);
  return (await response.json()) as { imported: number; journeys: string[] };
}

describe('GET /api/export', () => {
  it.each(['har', 'capture', 'markdown'])('as %s: secrets masked, unless they are to be kept', async as => {
    expect(await exported(`as=${as}`)).not.toContain('topsecret');
    expect(await exported(`as=${as}&secrets=keep`)).toContain('topsecret');
  });

  it.each([
    { as: 'har', type: 'application/json', extension: 'har' },
    { as: 'capture', type: 'application/x-ndjson', extension: 'ndjson' },
    { as: 'markdown', type: 'text/markdown', extension: 'md' },
  ])('as $as: a file of its type', async ({ as, type, extension }) => {
    const response = await bench.api(`/api/export?as=${as}`);
    expect(response.headers.get('content-type')).toContain(type);
    expect(response.headers.get('content-disposition')).toMatch(
      new RegExp(`^attachment; filename="corscope-.*\\.${extension}"$`),
    );
  });

  it.each(['har', 'capture'])('as %s: only what the filter lets through', async as => {
    const recorded = readRecorded(await exported(`as=${as}&filter=path:/me`));
    if (typeof recorded === 'string') throw new Error(recorded);
    expect(recorded.records).toHaveLength(1);
    expect(recorded.notes).toEqual([]);
  });

  it('as markdown: the headline, the facts, the findings, the lines that count', async () => {
    const text = await exported('as=markdown&filter=path:/me');
    expect(text).toMatch(/^# corscope: 1 journey\n/);
    expect(text).toContain('**blocked** (`WildcardOriginNotAllowed`): Blocked');
    expect(text).toContain('| page origin | https://app.example.com |');
    expect(text).toContain('### star-with-credentials (upstream)');
    expect(text).toContain('\nAccess-Control-Allow-Origin: *\n');
  });

  it.each([
    { query: 'as=xml', code: 'bad-format' },
    { query: '', code: 'bad-format' },
    { query: 'as=har&filter=colour:red', code: 'bad-filter' },
    { query: 'as=har&secrets=yes', code: 'bad-secrets' },
  ])('refuses "$query": $code', async ({ query, code }) => {
    const response = await bench.api(`/api/export?${query}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code } });
  });
});

describe('POST /api/import', () => {
  it.each(['as=har', 'as=capture', 'as=har&secrets=keep', 'as=capture&secrets=keep'])(
    'takes in what was exported with %s: new ids, the same verdicts',
    async query => {
      const before = journeys.map(({ verdict }) => withoutIds(verdict));
      const answer = await imported(await exported(`${query}&filter=-path:/imported`).then(onlyFirst));
      expect(answer.imported).toBe(journeys.length);
      const after = await Promise.all(answer.journeys.map(id => bench.json<JourneyRow>(`/api/journeys/${id}`)));
      expect(after.map(({ verdict }) => withoutIds(verdict))).toEqual(before);
      expect(answer.journeys.some(id => journeys.some(known => known.id === id))).toBe(false);
    },
  );

  it('keeps the bodies that a capture holds', async () => {
    const capture = await exported('as=capture&secrets=keep').then(onlyFirst);
    const {
      journeys: [id = ''],
    } = await imported(capture);
    const body = await bench.api(`/api/exchanges/e${id.slice(1)}/body/response`);
    expect(await body.text()).toBe('a topsecret body');
  });

  it('takes in another tool’s HAR, larger than the API’s other bodies', async () => {
    const entry = {
      request: { method: 'GET', url: 'https://api.lab.test/', headers: [{ name: 'Origin', value: 'https://a.test' }] },
      response: { status: 200, headers: [], content: { text: 'x'.repeat(2_000_000) } },
      _mode: 'cors',
    };
    const answer = await imported(JSON.stringify({ log: { entries: [entry] } }));
    expect(answer).toEqual({ imported: 1, journeys: [expect.stringMatching(/^j\d+$/)] });
    const journey = await bench.json<object>(`/api/journeys/${answer.journeys[0]}`);
    expect(journey).toMatchObject({ verdict: { outcome: 'blocked', code: 'MissingAllowOriginHeader' } });
  });

  it.each(['', 'hello', '{}', '{"log":{"entries":[1]}}'])('refuses %j with a sentence', async body => {
    const response = await bench.api('/api/import', {
      method: 'POST',
      headers: { Authorization: `Bearer ${bench.corscope.token}` },
      body,
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 'bad-import' } });
  });
});

/** The exchanges of the beginning, without what earlier rows imported. */
function onlyFirst(file: string): string {
  if (!file.startsWith('{\n')) {
    return file
      .split('\n')
      .filter(line => !/"(?:id|exchange)":"e(?!1"|2")\d+"/.test(line))
      .join('\n');
  }
  const har = JSON.parse(file) as { log: { entries: object[] } };
  return JSON.stringify({ log: { ...har.log, entries: har.log.entries.slice(0, 2) } });
}

function withoutIds(verdict: object): unknown {
  return JSON.parse(JSON.stringify(verdict).replace(/"exchange":"e\d+"/g, '"exchange":"e"'));
}
