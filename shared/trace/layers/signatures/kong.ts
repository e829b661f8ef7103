import { every, isPreflight, line, page, without } from '../predicates.ts';
import { hint, proof, type Signature, sign } from '../signature.ts';

/** On what it passes on it writes how long the upstream took; on its own answers, how long it took itself. */
export const kong = {
  product: 'kong',
  name: 'Kong',
  role: 'gateway',
  sources: ['https://developer.konghq.com/gateway/configuration/#headers', 'https://github.com/Kong/kong/pull/3263'],
  alias: /^kong\/[\d.]+/i,
  passing: [
    sign('documented', line('X-Kong-Upstream-Latency'), '{} is how long Kong’s upstream took'),
    sign('documented', line('X-Kong-Proxy-Latency'), '{} is how long Kong itself took'),
    sign('known', line('X-Kong-Request-Id'), '{} is the request id of Kong'),
    sign('documented', line('X-Kong-Upstream-Status'), '{} is what Kong’s upstream answered'),
  ],
  making: [
    proof('known', page(/"message":\s*"no Route matched with those values"/), 'its error says {}'),
    proof(
      'known',
      page(/"message":\s*"(?:No API key found in request|Invalid authentication credentials|API rate limit exceeded)"/),
      'its error says {}',
    ),
    proof(
      'documented',
      page(/"message":\s*"An invalid response was received from the upstream server"/),
      'its error says {}',
    ),
    sign(
      'documented',
      every(line('X-Kong-Response-Latency'), without('X-Kong-Upstream-Latency')),
      '{} is on responses that Kong generated itself, and no X-Kong-Upstream-Latency does',
    ),
    sign('known', line('Server', /^kong\/[\d.]+/i), '{} is on responses that Kong generated itself'),
  ],
  cors: [
    hint(
      'documented',
      every(
        isPreflight,
        line('Access-Control-Allow-Methods', /^GET,HEAD,PUT,PATCH,POST,DELETE,OPTIONS,TRACE,CONNECT$/),
      ),
      '{} is the list that Kong’s cors plugin has by default',
    ),
  ],
  examples: [
    {
      desc: 'no route for the preflight’s path',
      did: 'made',
      answer: `
        404 Not Found
        Server: kong/3.9.0
        X-Kong-Response-Latency: 0

        {"message":"no Route matched with those values"}`,
    },
    {
      desc: 'a preflight that its cors plugin answers',
      did: 'made',
      answer: `
        200 OK
        X-Kong-Response-Latency: 1
        Server: kong/3.9.0`,
    },
    {
      desc: 'an upstream’s response that it passed on',
      did: 'passed',
      answer: `
        404 Not Found
        X-Kong-Upstream-Latency: 26
        X-Kong-Proxy-Latency: 2
        Via: kong/2.5.0

        {"error":"app"}`,
    },
    {
      desc: 'near miss: OpenResty, on which it is built',
      did: 'nothing',
      answer: `
        404 Not Found
        Server: openresty`,
    },
  ],
} satisfies Signature;
