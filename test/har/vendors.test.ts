import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkFile } from '../../proxy/cli/check-file.ts';

/** What is concluded of each journey: method, outcome, phase, code, preflight, number of exchanges. */
type Row = readonly [string, string, string | null, string | null, string, number];

const SAMPLES: { desc: string; file: string; journeys: Row[] }[] = [
  {
    desc: 'Chrome: the preflight, listed after its request, comes first; what is not HTTP is no journey',
    file: 'chrome-preflight-after-request.har',
    journeys: [
      ['GET', 'not-cors', null, null, 'not-needed', 1],
      ['PUT', 'allowed', null, null, 'sent', 2],
      ['GET', 'not-cors', null, null, 'not-needed', 1],
      ['GET', 'not-cors', null, null, 'not-needed', 1],
    ],
  },
  {
    desc: 'Chrome: a request that its preflight kept back is no failure of the network',
    file: 'chrome-preflight-refused.har',
    journeys: [
      ['PUT', 'blocked', 'preflight', 'PreflightInvalidStatus', 'sent', 1],
      ['PUT', 'blocked', 'preflight', 'PreflightMissingAllowOriginHeader', 'sent', 1],
    ],
  },
  {
    desc: 'Chrome: a refused answer with headers is judged, one without stays open, the rest is the network’s',
    file: 'chrome-answer-refused.har',
    journeys: [
      ['GET', 'blocked', 'actual', 'WildcardOriginNotAllowed', 'not-needed', 1],
      ['GET', 'depends', 'actual', null, 'not-needed', 1],
      ['GET', 'not-cors', 'actual', null, 'not-needed', 1],
      ['GET', 'not-cors', 'actual', null, 'not-needed', 1],
    ],
  },
  {
    desc: 'Firefox: headers without a status are evidence; a redirect is one journey',
    file: 'firefox.har',
    journeys: [
      ['DELETE', 'blocked', 'preflight', 'MethodDisallowedByPreflightResponse', 'sent', 1],
      ['GET', 'blocked', 'actual', 'AllowOriginMismatch', 'not-needed', 1],
      ['GET', 'allowed', null, null, 'not-needed', 2],
    ],
  },
  {
    desc: 'Safari: a preflight that is not exported is not missed; a refusal in words stays open',
    file: 'safari.har',
    journeys: [
      ['PUT', 'allowed', null, null, 'missing', 1],
      ['GET', 'blocked', 'actual', 'MultipleAllowOriginValues', 'not-needed', 1],
      ['GET', 'depends', 'actual', null, 'not-needed', 1],
    ],
  },
  {
    desc: 'Charles: two lines stay two; whether a redirect was to be followed is not said',
    file: 'charles.har',
    journeys: [
      ['GET', 'blocked', 'actual', 'MultipleAllowOriginValues', 'not-needed', 1],
      ['GET', 'depends', null, null, 'not-needed', 1],
    ],
  },
  {
    desc: 'mitmproxy: null timings; a connection that never was',
    file: 'mitmproxy.har',
    journeys: [
      ['PATCH', 'blocked', 'actual', 'MissingAllowOriginHeader', 'sent', 2],
      ['GET', 'not-cors', 'actual', null, 'not-needed', 1],
    ],
  },
  {
    desc: 'Fiddler: a byte order mark, and tunnels beside what went through them',
    file: 'fiddler.har',
    journeys: [
      ['CONNECT', 'not-cors', null, null, 'not-needed', 1],
      ['GET', 'blocked', 'actual', 'InvalidAllowCredentials', 'not-needed', 1],
    ],
  },
];

describe('exports of other tools', () => {
  it.each(SAMPLES)('$desc', ({ file, journeys }) => {
    const read = checkFile(fileURLToPath(new URL(`samples/${file}`, import.meta.url)));
    if ('problem' in read) throw new Error(read.problem);
    const seen = read.checked.journeys.map(({ facts, verdict, exchanges }) => {
      const { outcome, phase, code } = verdict;
      return [facts.method, outcome, phase, code, facts.preflight, exchanges.length];
    });
    expect(seen).toEqual(journeys);
    expect(read.notes).toEqual([]);
  });
});
