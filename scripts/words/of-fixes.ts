import { operationInWords, scopeInWords } from '../../dashboard/lib/fix-text.ts';
import { forecastSentence } from '../../dashboard/lib/forecast.ts';
import { conflictsOf } from '../../shared/fixes/conflicts.ts';
import { dangersOf } from '../../shared/fixes/dangers.ts';
import type { Fix, Operation } from '../../shared/fixes/fix.ts';
import { whatIf } from '../../shared/fixes/what-if.ts';
import { OWN_REASON_TEXT } from '../../shared/trace/own-change.ts';
import type { ExampleJourney } from './example-journeys.ts';
import { type Area, oneOfEach, type Said } from './said.ts';

const APP = 'https://app.lab.test';
const ORIGIN = 'Access-Control-Allow-Origin';

const set = (header: string, value: string): Operation => ({ op: 'set', header, value });
const CREDENTIALS = set('Access-Control-Allow-Credentials', 'true');

function fix(id: string, operations: Operation[], when: Fix['when'] = {}): Fix {
  return { id, title: 'A fix', enabled: true, when, do: operations };
}

/** One for each thing that a fix can open, and for each that it can do. */
const ALONE: readonly Fix[] = [
  fix('f1', [set(ORIGIN, '{origin}')]),
  fix('f1', [set(ORIGIN, '{origin}'), CREDENTIALS]),
  fix('f1', [set(ORIGIN, '*')]),
  fix('f1', [set(ORIGIN, '*'), CREDENTIALS]),
  fix('f1', [set(ORIGIN, 'null')]),
  fix('f1', [set(ORIGIN, 'http://app.lab.test'), CREDENTIALS], { origin: 'http://app.lab.test' }),
  fix('f1', [set('Access-Control-Allow-Headers', '{request-headers}'), set('Access-Control-Max-Age', '600')]),
  fix('f1', [set('Access-Control-Allow-Methods', '{request-method}')], { phase: 'preflight' }),
  fix('f1', [{ op: 'remove', header: 'Content-Security-Policy' }], { url: 'https://api.lab.test/me*', status: '4xx' }),
  fix('f1', [{ op: 'request-set', header: 'Authorization', value: 'Bearer abc' }], { methods: ['GET', 'PUT'] }),
  fix('f1', [{ op: 'cookie', name: 'sid', set: { sameSite: 'None', secure: true, partitioned: true } }]),
  fix('f1', [{ op: 'cookie', name: 'sid', set: { httpOnly: false, domain: null } }]),
  fix('f1', [{ op: 'cookie', name: 'sid', set: { secure: false } }]),
  fix('f1', [{ op: 'follow-redirect' }], { phase: 'actual', origin: APP }),
  fix('f1', [{ op: 'status', value: 200 }]),
  fix('f1', [{ op: 'answer', status: 204 }], { phase: 'preflight', methods: ['PUT'] }),
  fix('f1', [{ op: 'add', header: 'Vary', value: 'Origin' }]),
  fix('f1', [{ op: 'dedupe', header: ORIGIN, keep: 'first' }]),
  fix('f1', [{ op: 'request-remove', header: 'X-Debug' }]),
  fix('f1', [set('Cache-Control', 'max-age=60')]),
];

/** Two that contradict each other, each in its own way. */
const PAIRS: readonly (readonly [Operation, Operation])[] = [
  [set(ORIGIN, '*'), set(ORIGIN, APP)],
  [set(ORIGIN, '*'), { op: 'remove', header: ORIGIN }],
  [{ op: 'remove', header: ORIGIN }, set(ORIGIN, '*')],
  [
    { op: 'dedupe', header: ORIGIN, keep: 'first' },
    { op: 'dedupe', header: ORIGIN, keep: 'last' },
  ],
  [set(ORIGIN, '*'), { op: 'add', header: ORIGIN, value: '*' }],
  [
    { op: 'status', value: 200 },
    { op: 'status', value: 204 },
  ],
  [
    { op: 'cookie', name: 'sid', set: { sameSite: 'None' } },
    { op: 'cookie', name: 'sid', set: { sameSite: 'Lax' } },
  ],
  [
    { op: 'answer', status: 204 },
    { op: 'answer', status: 200 },
  ],
  [{ op: 'answer', status: 204 }, { op: 'follow-redirect' }],
];

/** What is said of fixes before and while they are on. */
export function areasOfFixes(journeys: readonly ExampleJourney[]): readonly Area[] {
  const pairs = PAIRS.map(([a, b]) => [fix('f1', [a]), fix('f2', [b])]);
  return [
    {
      title: 'What a fix opens',
      place: 'Below a fix, before it is switched on.',
      form: 'sentence',
      most: 240,
      said: oneOfEach(
        ALONE.flatMap(one =>
          dangersOf(one).map(({ kind, severity, sentence }) => ({ of: severity, example: kind, text: sentence })),
        ),
      ),
    },
    {
      title: 'Fixes that contradict each other',
      place: 'Above the list of fixes.',
      form: 'sentence',
      most: 180,
      said: oneOfEach(
        [...pairs, ...ALONE.map(one => [one])].flatMap(fixes =>
          conflictsOf(fixes).map(({ kind, sentence }) => ({ of: kind, example: 'two fixes', text: sentence })),
        ),
      ),
    },
    { title: 'Forecasts', place: 'Beside a fix.', form: 'sentence', most: 70, said: forecasts(journeys) },
    {
      title: 'What a fix covers and does',
      place: 'In its row.',
      form: 'label',
      most: 70,
      said: ALONE.flatMap(wordsOf),
    },
    {
      title: 'What corscope changes of its own accord',
      place: 'Beside the lines that were changed.',
      form: 'sentence',
      most: 170,
      said: Object.entries(OWN_REASON_TEXT).map(([of, text]) => ({ of, example: 'any fix', text })),
    },
  ];
}

function forecasts(journeys: readonly ExampleJourney[]): Said[] {
  const few = journeys.slice(0, 60).map(({ journey }) => journey);
  const tried = fix('f1', [set(ORIGIN, '{origin}')], { origin: APP });
  const unchanged = { unchanged: 0, complete: true };
  const one = { journey: 'j1', before: 'blocked', after: 'allowed', kind: 'mended' } as const;
  return [
    { of: 'what-if', example: 'of many', text: whatIf(few, [tried]).sentence },
    { of: 'what-if', example: 'of one', text: whatIf(few.slice(0, 1), [tried]).sentence },
    { of: 'dashboard', example: 'of none', text: forecastSentence({ failing: 0, changed: [], ...unchanged }) },
    { of: 'dashboard', example: 'of one', text: forecastSentence({ failing: 1, changed: [one], ...unchanged }) },
    { of: 'dashboard', example: 'of many', text: forecastSentence({ failing: 17, changed: [one, one], ...unchanged }) },
  ];
}

function wordsOf(one: Fix): Said[] {
  return [
    { of: 'covers', example: 'a fix', text: scopeInWords(one) },
    ...one.do.map(operation => ({ of: operation.op, example: 'a fix', text: operationInWords(operation) })),
  ];
}
