import { combinedValue, firstValue } from '../../http/header-line.ts';
import { listElements } from '../../http/token-list.ts';
import type { Exchange } from '../../trace/exchange.ts';
import type { Journey } from '../../trace/journey.ts';
import { preflightQuestion } from '../../trace/preflight.ts';
import { blame } from '../blame.ts';
import { journeyOf } from '../examples.ts';
import { exchangeName } from '../exchange-name.ts';
import { linesNamed } from '../final-exchange.ts';
import type { Rule } from '../rule.ts';

/** It works, against the letter of the standard, and not with credentials. */
export const starCoversAuthorization = {
  id: 'star-covers-authorization',
  title: 'Only a wildcard allows the Authorization header',
  severity: 'notes',
  scenario: 's7',
  checks: ['s7.authorization-allowed', 'auth.authorization'],
  spec: 'https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name',
  browsersSay: { chromium: [], firefox: null },
  find({ journey, verdict }) {
    if (verdict.outcome === 'blocked' && verdict.phase === 'preflight') return [];
    const preflight = starredPreflight(journey);
    if (preflight === undefined) return [];
    const evidence = [
      ...linesNamed(preflight, 'received', ['access-control-request-headers']),
      ...linesNamed(preflight, 'delivered', ['access-control-allow-headers']),
    ];
    return [
      { layer: blame({ journey, exchange: preflight }, 'Access-Control-Allow-Headers'), evidence, values: preflight },
    ];
  },
  explain({ values: preflight }) {
    const value = combinedValue(preflight.delivered?.lines ?? [], 'access-control-allow-headers') ?? '';
    const origin = firstValue(preflight.received.lines, 'origin') ?? 'the page';
    return {
      seen: `\`${exchangeName(preflight)}\` asks to send \`authorization\`, and Access-Control-Allow-Headers is \`${value}\`.`,
      why: 'Without credentials, Chromium and Firefox let `*` cover Authorization. The standard requires it by name, and Chromium warns that it will follow. With credentials, `*` covers nothing.',
      change: `On \`${preflight.authority}\`, send \`Access-Control-Allow-Headers: authorization\` along with the other headers that \`${origin}\` sends.`,
    };
  },
  examples: [
    {
      desc: 'a star, and a bearer token',
      hits: 1,
      journey: journeyOf(
        `
        OPTIONS https://api.lab.test/me
        Origin: https://app.lab.test
        Access-Control-Request-Method: GET
        Access-Control-Request-Headers: authorization

        204 No Content
        Access-Control-Allow-Origin: *
        Access-Control-Allow-Headers: *`,
        `
        GET https://api.lab.test/me
        Origin: https://app.lab.test
        Authorization: Bearer x

        200 OK
        Access-Control-Allow-Origin: *`,
      ),
    },
    {
      desc: 'near miss: named beside the star',
      hits: 0,
      journey: journeyOf(`
        OPTIONS https://api.lab.test/me
        Origin: https://app.lab.test
        Access-Control-Request-Method: GET
        Access-Control-Request-Headers: authorization

        204 No Content
        Access-Control-Allow-Origin: *
        Access-Control-Allow-Headers: *, Authorization`),
    },
  ],
} satisfies Rule<Exchange>;

function starredPreflight({ legs }: Journey): Exchange | undefined {
  return legs.flatMap(({ preflight }) => (preflight === null ? [] : [preflight])).find(isStarred);
}

function isStarred(preflight: Exchange): boolean {
  if (preflightQuestion(preflight)?.headers.includes('authorization') !== true) return false;
  const value = combinedValue(preflight.delivered?.lines ?? [], 'access-control-allow-headers') ?? '';
  const allowed = listElements(value).map(name => name.toLowerCase());
  return allowed.includes('*') && !allowed.includes('authorization');
}
