import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { JOURNEY_STATES } from '../../dashboard/gallery/journey-states.ts';
import { RECORDED_SESSION } from '../../scripts/recorded/recorded-corscope.ts';
import { decodeEvent } from '../../shared/wire/decode.ts';
import { createSessionState } from '../../shared/wire/fold.ts';

const lines = readFileSync(RECORDED_SESSION, 'utf8').trim().split('\n');
const session = createSessionState();
session.apply(
  lines.flatMap(line => {
    const decoded = decodeEvent(line);
    return decoded.kind === 'event' ? [decoded.event] : [];
  }),
);
const reports = session.journeys.map(journey => session.report(journey));

describe('the gallery', () => {
  test('every line of the recorded session is read', () => {
    expect(lines.map(line => decodeEvent(line).kind).filter(kind => kind !== 'event')).toEqual([]);
  });

  test.each(JOURNEY_STATES)('$id: the recorded session has such a journey', ({ find }) => {
    expect(reports.filter(find)).not.toEqual([]);
  });
});
