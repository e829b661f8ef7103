import { browserProblemText } from '../../proxy/browser/browser-problem.ts';
import { caProblemText } from '../../proxy/ca/ca-problem.ts';
import { optionProblemText } from '../../proxy/cli/option-problem.ts';
import {
  BYTES_FORM,
  CONNECT_TO_FORM,
  HOST_FORM,
  NAME_FORM,
  PORT_FORM,
  parseTap,
  TAP_FORM,
  TARGET_FORM,
} from '../../proxy/cli/parse-values.ts';
import { tapProblems } from '../../proxy/cli/tap-problems.ts';
import { type JoinProblem, joinProblemText } from '../../proxy/join/join-problem.ts';
import { probeProblemText } from '../../proxy/probe/probe-problem.ts';
import { type StartProblem, startProblemText } from '../../proxy/start-problem.ts';
import { type VerifyProblem, verifyProblemText } from '../../proxy/verify/verify-problem.ts';
import { isAskProblems, readAsk } from '../../shared/probe/read-ask.ts';
import { parseFilter } from '../../shared/wire/filter.ts';
import { FILTER_FIELDS } from '../../shared/wire/filter-fields.ts';
import { filterProblemText } from '../../shared/wire/filter-problem.ts';
import type { Area, Said } from './said.ts';

const URL_OF_CORSCOPE = 'http://127.0.0.1:4321';

/** What is said of what a person wrote wrong, and of what stands in the way of starting. */
export function areasOfInput(): readonly Area[] {
  return [
    {
      title: 'Options and configuration that cannot be read',
      place: 'On standard error, one a line.',
      form: 'label',
      most: 130,
      said: [...options(), ...tapsTogether(), ...probeOptions()],
    },
    {
      title: 'Filters that cannot be read',
      place: 'Below the filter, and on standard error.',
      form: 'label',
      most: 170,
      said: filters(),
    },
    {
      title: 'What stands in the way of starting',
      place: 'On standard error.',
      form: 'label',
      most: 190,
      said: starting(),
    },
  ];
}

function options(): Said[] {
  const forms: Readonly<Record<string, readonly [value: string, form: string]>> = {
    '--tap': ['api:9000', TAP_FORM],
    '--connect-to': ['a:b', CONNECT_TO_FORM],
    '--port': ['70000', PORT_FORM],
    '--body-limit': ['1g', BYTES_FORM],
    '--host': ['my host', HOST_FORM],
    'corscope.config.json: tap.0.name': ['1st', NAME_FORM],
    'corscope.config.json: tap.0.target': ['http://a/b', TARGET_FORM],
  };
  return Object.entries(forms).map(([where, [value, expected]]) => ({
    of: 'option',
    example: where,
    text: optionProblemText({ where, value, expected }),
  }));
}

function tapsTogether(): Said[] {
  const texts = [
    'proxy=9001:x:1',
    'a=9002:localhost:9003',
    'b=9003:localhost:9002',
    'a=9003:x:1',
    'c=9004:localhost:9004',
  ];
  const taps = texts.flatMap(text => {
    const tap = parseTap(text);
    return tap === null ? [] : [{ tap, where: '--tap' }];
  });
  return tapProblems(taps, { host: '127.0.0.1', port: 4321, connectTo: [], lab: false }).map(problem => ({
    of: 'taps together',
    example: problem.value,
    text: optionProblemText(problem),
  }));
}

function probeOptions(): Said[] {
  const read = readAsk({
    url: '/orders',
    origins: ['app.lab.test'],
    methods: ['TRACE'],
    headers: ['Sec-Fetch-Mode'],
    via: ['gateway:8080'],
  });
  if (!isAskProblems(read)) return [];
  return read.map(({ option, value, expected }) => ({
    of: 'probe',
    example: option,
    text: optionProblemText({ where: option, value, expected }),
  }));
}

function filters(): Said[] {
  const texts = ['colour:red', ...Object.keys(FILTER_FIELDS).flatMap(field => [`${field}:`, `${field}:?`]), '"a b'];
  return texts.flatMap(text =>
    parseFilter(text).problems.map(problem => ({
      of: problem.reason,
      example: text,
      text: filterProblemText(problem),
    })),
  );
}

function starting(): Said[] {
  const starts: readonly StartProblem[] = [
    { reason: 'port-taken', host: '127.0.0.1', port: 4321, tap: null },
    { reason: 'port-taken', host: '127.0.0.1', port: 9000, tap: 'api' },
    { reason: 'port-forbidden', host: '127.0.0.1', port: 80 },
    { reason: 'no-such-address', host: '10.1.2.3' },
    { reason: 'cannot-listen', host: '127.0.0.1', port: 4321, detail: 'EMFILE' },
    { reason: 'session-file', path: 'a.ndjson', detail: 'EACCES' },
  ];
  const joins: readonly JoinProblem[] = [
    { reason: 'unreachable', url: URL_OF_CORSCOPE, detail: 'ECONNREFUSED' },
    { reason: 'lost', url: URL_OF_CORSCOPE, detail: 'ECONNRESET' },
    { reason: 'ended', url: URL_OF_CORSCOPE },
    { reason: 'wrong-token', url: URL_OF_CORSCOPE },
    { reason: 'no-joins', url: URL_OF_CORSCOPE, status: 404 },
    { reason: 'denied', url: URL_OF_CORSCOPE, status: 403, message: 'the Host header is not corscope’s own' },
    { reason: 'name-taken', url: URL_OF_CORSCOPE, name: 'api', owner: 'joined from 10.0.0.7' },
    {
      reason: 'other-protocol',
      url: URL_OF_CORSCOPE,
      theirs: { version: '0.2.0', protocol: 2 },
      ours: { version: '0.1.0', protocol: 1 },
    },
    { reason: 'not-understood', url: URL_OF_CORSCOPE, detail: 'no JSON' },
  ];
  return [
    ...starts.map(problem => ({ of: problem.reason, example: 'start', text: startProblemText(problem) })),
    ...joins.map(problem => ({ of: problem.reason, example: 'join', text: joinProblemText(problem) })),
    ...(
      ['unreadable', 'unwritable', 'not-a-key', 'not-a-certificate', 'key-missing', 'mismatch', 'expired'] as const
    ).map(reason => ({
      of: reason,
      example: 'ca',
      text: caProblemText({ reason, path: '~/.corscope/ca.pem', detail: '' }),
    })),
    ...(['none-found', 'name-not-found', 'not-a-program', 'unsupported'] as const).map(reason => ({
      of: reason,
      example: 'browser',
      text: browserProblemText({ reason, wanted: '/opt/opera', platform: 'linux' }),
    })),
    ...verifications(),
    {
      of: 'too-many-requests',
      example: 'probe',
      text: probeProblemText({ reason: 'too-many-requests', planned: 300, limit: 200 }),
    },
  ];
}

function verifications(): Said[] {
  const name = 'PUT https://api.lab.test/orders/7';
  const problems: readonly VerifyProblem[] = [
    { reason: 'not-a-script', name },
    { reason: 'unsafe-method', name, method: 'PUT' },
    { reason: 'no-browser' },
    { reason: 'no-page', page: 'https://app.lab.test/' },
    { reason: 'request-unknown', name },
    { reason: 'no-account', name, word: 'TypeError: Failed to fetch' },
  ];
  return problems.map(problem => ({ of: problem.reason, example: 'verify', text: verifyProblemText(problem) }));
}
