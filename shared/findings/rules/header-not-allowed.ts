import { combinedValue, firstValue } from '../../http/header-line.ts';
import { listElements } from '../../http/token-list.ts';
import { blame } from '../blame.ts';
import { journeyOf } from '../examples.ts';
import { deliveredLines, type Failure, failureWith, requestedLines } from '../failure.ts';
import type { Rule } from '../rule.ts';

const HEADER = 'Access-Control-Allow-Headers';

/** The preflight is answered, and a header that the page sends is not among those allowed. */
export const headerNotAllowed = {
  id: 'header-not-allowed',
  title: 'The preflight response does not allow a request header',
  severity: 'blocks',
  scenario: 's2',
  checks: ['s2.headers', 's3.custom-headers', 'browser.preflight-match'],
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  browsersSay: {
    chromium: ['HeaderDisallowedByPreflightResponse'],
    firefox: 'is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight response',
  },
  find(subject) {
    const failure = failureWith(subject, ['HeaderDisallowedByPreflightResponse']);
    if (failure === null) return [];
    const evidence = [...requestedLines(failure, 'Access-Control-Request-Headers'), ...deliveredLines(failure, HEADER)];
    const checks = missingFrom(failure).includes('authorization')
      ? ['s7.authorization-allowed', 'auth.authorization']
      : [];
    const methods =
      deliveredLines(failure, 'Access-Control-Allow-Methods').length > 0 ? ['mistake.methods-not-headers'] : [];
    return [{ layer: blame(failure, HEADER), evidence, checks: [...checks, ...methods], values: failure }];
  },
  explain({ values: failure }) {
    const allowed = combinedValue(failure.response.lines, HEADER);
    const method = firstValue(failure.exchange.received.lines, 'Access-Control-Request-Method') ?? '';
    const names = missingFrom(failure);
    const missing = quoted(names);
    // nobody sends a token without need
    const orNot = names.every(name => name === 'authorization')
      ? ''
      : '; or do not send a header that the API does not need';
    return {
      seen: `The preflight asks for ${missing}; ${HEADER} ${allowed === null ? 'is missing from the response' : `is \`${allowed}\``}.`,
      why: whyNot(missing, method, allowed, failure),
      change: `In the response to OPTIONS \`${failure.exchange.received.target}\` on \`${failure.exchange.authority}\`, list ${missing} in ${HEADER}${orNot}.`,
    };
  },
  examples: [
    {
      desc: 'one of two headers is allowed',
      hits: 1,
      journey: journeyOf(`
        OPTIONS https://api.lab.test/orders/7
        Origin: https://app.lab.test
        Access-Control-Request-Method: PUT
        Access-Control-Request-Headers: authorization,content-type

        204 No Content
        Access-Control-Allow-Origin: https://app.lab.test
        Access-Control-Allow-Methods: PUT
        Access-Control-Allow-Headers: Content-Type`),
    },
    {
      desc: 'near miss: letter case and order do not matter',
      hits: 0,
      journey: journeyOf(`
        OPTIONS https://api.lab.test/orders/7
        Origin: https://app.lab.test
        Access-Control-Request-Method: PUT
        Access-Control-Request-Headers: authorization,content-type

        204 No Content
        Access-Control-Allow-Origin: https://app.lab.test
        Access-Control-Allow-Methods: PUT
        Access-Control-Allow-Headers: Content-Type, Authorization`),
    },
  ],
} satisfies Rule<Failure>;

/** Names asked for and not named in the answer, in lower case. */
function missingFrom({ exchange, response }: Failure): string[] {
  const allowed = namesIn(combinedValue(response.lines, HEADER));
  return namesIn(combinedValue(exchange.received.lines, 'Access-Control-Request-Headers')).filter(
    name => !allowed.includes(name),
  );
}

function namesIn(value: string | null): string[] {
  return listElements(value ?? '').map(name => name.toLowerCase());
}

function quoted(names: readonly string[]): string {
  return names.length === 0 ? 'its headers' : names.map(name => `\`${name}\``).join(', ');
}

function whyNot(missing: string, method: string, allowed: string | null, { when }: Failure): string {
  if (namesIn(allowed).includes('*')) {
    return `\`*\` is a wildcard for headers only without credentials${when ? '' : ', and this request is made with credentials'}.`;
  }
  return `Every request header that is not CORS-safelisted must be listed there. ${missing} is not, so the browser does not send the \`${method}\`.`;
}
