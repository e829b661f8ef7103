import { expect, test } from 'vitest';
import { ByteRing } from '../../proxy/record/byte-ring.ts';
import { JsonBytes } from '../../proxy/record/json-bytes.ts';
import { capture, Recording, type Via } from '../../proxy/record/recording.ts';
import { storeRecord, storeRecording } from '../../proxy/record/store-exchange.ts';
import { decodeEvent } from '../../shared/wire/decode.ts';
import { asSent } from './recordings.ts';

const VIA: Via = { tap: 'proxy', kind: 'http', connection: 7, scheme: 'https', authority: 'api.corscope.test:8443' };
const REQUEST = Buffer.from('GET http://ü/ HTTP/1.1\r\nX: \xff\0\r\n\r\n', 'latin1');
const RESPONSE = Buffer.from('HTTP/1.1 200 Ünique\r\nX: \x80\r\n\r\n', 'latin1');

const ROWS: readonly { desc: string; change: (recording: Recording) => void }[] = [
  { desc: 'nothing but a request', change: () => undefined },
  {
    desc: 'passed on unchanged',
    change: recording => {
      Object.assign(recording, { forwarded: REQUEST, returned: RESPONSE, delivered: RESPONSE });
      recording.forwardedAt = recording.startedAt + 0.1234567;
      recording.returnedAt = recording.startedAt + 1.5;
      recording.deliveredAt = recording.startedAt + 2;
      recording.endedAt = recording.startedAt + 1e6;
      recording.outcome = { kind: 'answered' };
      recording.upstream = { address: '::1', port: 443 };
    },
  },
  {
    desc: 'changed on both ways',
    change: recording => {
      Object.assign(recording, { forwarded: RESPONSE, returned: RESPONSE, delivered: REQUEST });
      recording.addChanges(['f1'], [{ by: 'f1', head: 'forwarded', names: ['X-\xe9'] }]);
      recording.addChanges(['f2', 'f1'], [{ by: 'asked-anew', head: 'forwarded', names: ['If-None-Match'] }]);
    },
  },
  {
    desc: 'answered by corscope',
    change: recording => {
      recording.delivered = RESPONSE;
    },
  },
  {
    desc: 'an empty head, for garbage',
    change: recording => {
      recording.forwarded = Buffer.alloc(0);
    },
  },
  {
    desc: 'a failure',
    change: recording => {
      recording.outcome = { kind: 'failed', reason: 'tls', detail: 'CERT_HAS_EXPIRED' };
    },
  },
  {
    desc: 'the rare parts',
    change: recording => {
      recording.add({
        interim: ['HTTP/1.1 103 X\r\n\r\n'],
        requestTrailers: 'A: \xe9\r\n',
        responseTrailers: 'B: 2\r\n',
        followed: [{ url: 'http://a/', upstream: null, forwarded: 'GET / HTTP/1.1\r\n\r\n', returned: null }],
      });
      recording.addProblems(['bare-lf', 'obs-fold', 'bare-lf']);
    },
  },
  {
    desc: 'bodies, cut at their cap',
    change: recording => {
      const body = Buffer.from('0123456789');
      for (let round = 0; round < 3; round += 1) capture(recording.requestBody, body, 2, 9, 10);
      capture(recording.responseBody, body, 0, 10, 100);
    },
  },
  {
    desc: 'an error with its page',
    change: recording => {
      recording.returned = Buffer.from('HTTP/1.1 502 \xdcps\r\nContent-Type: text/html\r\n\r\n', 'latin1');
      const page = Buffer.from(`"${'<h1>\xe9</h1>'.repeat(60)}`, 'latin1');
      capture(recording.responseBody, page, 0, page.length, 1000);
    },
  },
  {
    desc: 'a body over 2 GB',
    change: recording => {
      recording.responseBody.bytes = 3_000_000_000;
    },
  },
];

test.each(ROWS)('$desc: an exchange in the ring is as it was, and so is one read back', ({ change }) => {
  const recording = new Recording(12, VIA, REQUEST);
  change(recording);
  const ring = new ByteRing(1, 512, () => undefined);
  const stored = storeRecording(recording, ring);
  expect(stored.toRecord()).toEqual(recording.toRecord());
  for (const item of [stored, recording]) {
    const json = new JsonBytes();
    item.writeJson(json);
    expect(JSON.parse(json.take().toString())).toEqual(JSON.parse(JSON.stringify(recording.toRecord())));
  }
  const bodies = { request: recording.body('request'), response: recording.body('response') };
  expect({ request: stored.body('request'), response: stored.body('response') }).toEqual(bodies);

  const line = JSON.stringify({ seq: 1, type: 'exchange', exchange: stored.toRecord() });
  const decoded = decodeEvent(line);
  if (decoded.kind !== 'event' || decoded.event.type !== 'exchange') throw new Error(JSON.stringify(decoded));
  const again = storeRecord(decoded.event.exchange, bodies, ring);
  expect(asSent(again.toRecord())).toEqual(asSent(recording.toRecord()));
  expect(again.body('response')).toEqual(bodies.response);
});

const CAPTURES = [
  { desc: 'under the cap', pieces: ['ab', 'cd'], cap: 10, kept: 'abcd', bytes: 4 },
  { desc: 'just at the cap', pieces: ['ab', 'cd'], cap: 4, kept: 'abcd', bytes: 4 },
  { desc: 'cut within a piece', pieces: ['ab', 'cdef', 'g'], cap: 3, kept: 'abc', bytes: 7 },
  { desc: 'nothing kept', pieces: ['ab'], cap: 0, kept: '', bytes: 2 },
];

test.each(CAPTURES)('a body $desc', ({ pieces, cap, kept, bytes }) => {
  const recording = new Recording(1, VIA, REQUEST);
  for (const piece of pieces) capture(recording.requestBody, Buffer.from(piece), 0, piece.length, cap);
  expect(recording.body('request').toString()).toBe(kept);
  expect(recording.toRecord().requestBody).toEqual({ bytes, kept: kept.length });
});
