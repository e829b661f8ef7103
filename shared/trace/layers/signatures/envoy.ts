import { every, isError, isPreflight, line, page, without } from '../predicates.ts';
import { hint, proof, type Signature, sign } from '../signature.ts';

const SERVER = line('Server', /^(?:istio-)?envoy$/);

/** Also Istio, Contour, Emissary, and what is built on them. It puts its name over the upstream's `Server`. */
export const envoy = {
  product: 'envoy',
  name: 'Envoy',
  role: 'gateway',
  sources: [
    'https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/router_filter#x-envoy-upstream-service-time',
  ],
  alias: /^envoy$/i,
  passing: [
    sign('known', SERVER),
    sign('documented', line('X-Envoy-Upstream-Service-Time'), '{} is how long Envoy’s upstream took'),
    sign('documented', line('X-Envoy-Attempt-Count'), '{} is how often Envoy tried'),
  ],
  making: [
    proof(
      'documented',
      page(/^upstream connect error or disconnect\/reset before headers/),
      'its whole error page is {}',
    ),
    proof('documented', page(/^(?:no healthy upstream|upstream request timeout)$/), 'its whole error page is {}'),
    proof(
      'known',
      page(
        /^(?:RBAC: access denied|Jwt is missing|Jwt verification fails|Jwt is expired|Jwt issuer is not configured)$/,
      ),
      'its whole error page is {}',
    ),
    hint(
      'known',
      every(SERVER, isError, without('X-Envoy-Upstream-Service-Time')),
      '{}, and there is no X-Envoy-Upstream-Service-Time, which upstream responses have unless it is switched off',
    ),
  ],
  cors: [
    hint(
      'known',
      every(
        isPreflight,
        SERVER,
        line('Access-Control-Allow-Origin'),
        without('Vary'),
        without('X-Envoy-Upstream-Service-Time'),
      ),
      '{} stand there without Vary, as Envoy’s cors filter writes them',
    ),
  ],
  examples: [
    {
      desc: 'no host of the cluster is healthy',
      did: 'made',
      answer: `
        503 Service Unavailable
        content-type: text/plain
        server: envoy

        no healthy upstream`,
    },
    {
      desc: 'its RBAC filter',
      did: 'made',
      answer: `
        403 Forbidden
        server: istio-envoy

        RBAC: access denied`,
    },
    {
      desc: 'an upstream’s response that it passed on',
      did: 'passed',
      answer: `
        404 Not Found
        x-envoy-upstream-service-time: 3
        server: istio-envoy

        {"error":"app"}`,
    },
    {
      desc: 'near miss: an app that quotes it',
      did: 'nothing',
      answer: `
        502 Bad Gateway
        Server: lab

        {"error":"no healthy upstream"}`,
    },
  ],
} satisfies Signature;
