import * as v from 'valibot';
import { FixDraftSchema } from '../fixes/fix.ts';
import { parseUrl } from '../http/url.ts';
import { QUESTION_KINDS } from '../probe/probe-request.ts';
import { AskedSchema } from './asked-schema.ts';
import { WitnessSchema } from './witness-schema.ts';

/*
 * What a well-formed event of each type is, for the edge where text becomes values. Members that a newer corscope may
 * have added are dropped; the types in `events.ts` and `exchange-record.ts` say what each member means.
 */

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const time = v.pipe(v.number(), v.finite(), v.minValue(-8.64e15), v.maxValue(8.64e15));
const sinceStart = v.nullable(v.number());
const text = v.string();
const body = v.object({ bytes: count, kept: count });
const certificate = v.object({ subject: text, issuer: text });

const outcome = v.variant('kind', [
  v.object({ kind: v.literal('open') }),
  v.object({ kind: v.literal('answered') }),
  v.object({ kind: v.literal('aborted') }),
  v.object({ kind: v.literal('hidden'), detail: text }),
  v.object({
    kind: v.literal('failed'),
    reason: v.picklist([
      'dns',
      'refused',
      'unreachable',
      'reset',
      'cut',
      'tls',
      'timeout',
      'protocol',
      'too-large',
      'redirects',
      'loop',
    ]),
    detail: text,
  }),
]);

const problem = v.picklist([
  'bare-lf',
  'obs-fold',
  'space-before-colon',
  'line-without-colon',
  'conflicting-lengths',
  'invalid-length',
  'length-with-chunked',
  'unknown-transfer-coding',
  'invalid-chunk',
  'invalid-start-line',
]);

const upstream = v.nullable(v.object({ address: text, port: count, certificate: v.exactOptional(certificate) }));
const change = v.object({ by: text, head: v.picklist(['forwarded', 'delivered']), names: v.array(text) });
const hop = v.object({ url: text, upstream, forwarded: text, returned: v.nullable(text) });

export const ExchangeSchema = v.object({
  id: text,
  tap: text,
  kind: v.picklist(['http', 'tunnel']),
  connection: v.number(),
  scheme: v.picklist(['http', 'https']),
  authority: text,
  upstream,
  startedAt: time,
  timings: v.object({ forwarded: sinceStart, returned: sinceStart, delivered: sinceStart, ended: sinceStart }),
  received: text,
  forwarded: v.exactOptional(v.nullable(text)),
  returned: v.nullable(text),
  delivered: v.exactOptional(v.nullable(text)),
  interim: v.exactOptional(v.array(text)),
  requestTrailers: v.exactOptional(text),
  responseTrailers: v.exactOptional(text),
  requestBody: body,
  responseBody: body,
  errorStart: v.exactOptional(text),
  outcome,
  problems: v.exactOptional(v.array(problem)),
  fixes: v.exactOptional(v.array(text)),
  changes: v.exactOptional(v.array(change)),
  followed: v.exactOptional(v.array(hop)),
  asked: v.exactOptional(AskedSchema),
});

const ask = v.object({
  url: v.pipe(
    text,
    v.check(url => parseUrl(url) !== null),
  ),
  origins: v.array(text),
  guessed: v.boolean(),
  methods: v.array(text),
  headers: v.array(v.object({ name: text, value: v.nullable(text) })),
  credentials: v.boolean(),
  rungs: v.array(v.object({ name: text, address: text })),
  allowUnsafe: v.boolean(),
  sameUrl: v.boolean(),
});
const asked = v.object({
  number: count,
  rung: text,
  kind: v.picklist(QUESTION_KINDS),
  question: text,
  origin: v.nullable(text),
  method: text,
  url: text,
  head: text,
  reason: text,
  exchange: v.nullable(ExchangeSchema),
});
export const ProbeSchema = v.object({
  id: v.pipe(text, v.regex(/^p\d+$/)),
  startedAt: time,
  ask,
  asked: v.array(asked),
});

const fix = v.object({ ...FixDraftSchema.entries, id: text });
const tap = v.object({ name: text, url: text, target: v.nullable(text) });
const tapState = v.object({
  ...tap.entries,
  state: v.picklist(['here', 'joined', 'lost']),
  since: time,
  from: v.exactOptional(text),
  dropped: v.exactOptional(count),
});
const seq = count;

export const EventSchema = {
  session: v.object({
    type: v.literal('session'),
    seq,
    protocol: v.number(),
    id: text,
    version: text,
    startedAt: time,
    taps: v.array(tap),
  }),
  exchange: v.object({
    type: v.literal('exchange'),
    seq,
    exchange: ExchangeSchema,
    reported: v.exactOptional(v.object({ session: text, seq: count })),
  }),
  witness: v.object({ type: v.literal('witness'), seq, witness: WitnessSchema }),
  probe: v.object({ type: v.literal('probe'), seq, probe: ProbeSchema }),
  fixes: v.object({ type: v.literal('fixes'), seq, fixes: v.array(fix) }),
  taps: v.object({ type: v.literal('taps'), seq, taps: v.array(tapState) }),
  forgotten: v.object({ type: v.literal('forgotten'), seq, ids: v.array(text) }),
  cleared: v.object({ type: v.literal('cleared'), seq }),
  viewers: v.object({ type: v.literal('viewers'), seq, count }),
  body: v.object({
    type: v.literal('body'),
    seq,
    exchange: text,
    side: v.picklist(['request', 'response']),
    base64: text,
  }),
};
