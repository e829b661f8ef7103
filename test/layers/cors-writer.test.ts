import { describe, expect, it } from 'vitest';
import { corsWriterOf } from '../../shared/trace/layers/cors-writer.ts';
import { exchangeOfAnswer } from './exchange-of-answer.ts';

const PREFLIGHT = '> OPTIONS /orders\n> Origin: https://app.lab.test\n> Access-Control-Request-Method: PUT';

function writer(answer: string): string | null {
  const found = corsWriterOf(exchangeOfAnswer(answer));
  return found && `${found.product} ${found.confidence}`;
}

describe('corsWriterOf: by what it writes', () => {
  it.each([
    {
      desc: 'Starlette’s CORSMiddleware, allowing',
      answer: `${PREFLIGHT}\n200 OK\nserver: uvicorn\nvary: Origin\naccess-control-allow-methods: GET, PUT\naccess-control-max-age: 600\naccess-control-allow-headers: Accept, Accept-Language, Content-Language, Content-Type, x-a\naccess-control-allow-origin: https://app.lab.test`,
      wrote: 'starlette likely',
    },
    {
      desc: 'Starlette’s CORSMiddleware, refusing',
      answer: `${PREFLIGHT}\n400 Bad Request\nserver: uvicorn\n\nDisallowed CORS origin`,
      wrote: 'starlette certain',
    },
    {
      desc: 'Express’ cors package',
      answer: `${PREFLIGHT}\n204 No Content\nAccess-Control-Allow-Origin: *\nAccess-Control-Allow-Methods: GET,HEAD,PUT,PATCH,POST,DELETE\nVary: Access-Control-Request-Headers\nContent-Length: 0`,
      wrote: 'express likely',
    },
    {
      desc: '@fastify/cors',
      answer: `${PREFLIGHT}\n204 No Content\nvary: Origin\naccess-control-allow-methods: GET,HEAD,POST`,
      wrote: 'fastify possible',
    },
    {
      desc: 'Hono’s cors middleware',
      answer: `${PREFLIGHT}\n204 No Content\naccess-control-allow-methods: GET,HEAD,PUT,POST,DELETE,PATCH,QUERY`,
      wrote: 'hono possible',
    },
    {
      desc: 'flask-cors, on an answer that is no preflight’s',
      answer:
        '401 Unauthorized\nAccess-Control-Allow-Origin: *\nAccess-Control-Allow-Methods: DELETE, GET, PATCH, POST, PUT',
      wrote: 'flask possible',
    },
    {
      desc: 'django-cors-headers, whose methods are in alphabetical order, too',
      answer: `${PREFLIGHT}\n200 OK\nAccess-Control-Allow-Origin: *\nAccess-Control-Allow-Headers: accept, accept-encoding, authorization, content-type, dnt, origin\nAccess-Control-Allow-Methods: DELETE, GET, OPTIONS, PATCH, POST, PUT\nAccess-Control-Max-Age: 86400`,
      wrote: 'django likely',
    },
    {
      desc: 'rs/cors in Go',
      answer: `${PREFLIGHT}\n204 No Content\nAccess-Control-Allow-Methods: PUT\nVary: Origin\nVary: Access-Control-Request-Method\nVary: Access-Control-Request-Headers`,
      wrote: 'go possible',
    },
    {
      desc: 'Kong’s cors plugin',
      answer: `${PREFLIGHT}\n200 OK\nAccess-Control-Allow-Methods: GET,HEAD,PUT,PATCH,POST,DELETE,OPTIONS,TRACE,CONNECT`,
      wrote: 'kong possible',
    },
    {
      desc: 'Traefik without a maximum age',
      answer: `${PREFLIGHT}\n200 OK\nAccess-Control-Max-Age: 0`,
      wrote: 'traefik possible',
    },
    {
      desc: 'Envoy’s cors filter',
      answer: `${PREFLIGHT}\n200 OK\naccess-control-allow-origin: *\nserver: envoy`,
      wrote: 'envoy possible',
    },
    {
      desc: 'Spring’s refusal',
      answer: `${PREFLIGHT}\n403 Forbidden\n\nInvalid CORS request`,
      wrote: 'spring likely',
    },
    {
      desc: 'near miss: anybody’s lists',
      answer: `${PREFLIGHT}\n204 No Content\nAccess-Control-Allow-Origin: *\nAccess-Control-Allow-Methods: PUT, GET`,
      wrote: null,
    },
    {
      desc: 'near miss: the methods by default, but on no preflight’s answer',
      answer: '200 OK\nAccess-Control-Allow-Methods: GET,HEAD,PUT,PATCH,POST,DELETE\nContent-Length: 0',
      wrote: null,
    },
  ])('$desc', ({ answer, wrote }) => {
    expect(writer(answer)).toBe(wrote);
  });
});

describe('corsWriterOf: of doubled lines, by their order', () => {
  const TWO = 'Access-Control-Allow-Origin: https://app.lab.test\nX-Last: 1\nAccess-Control-Allow-Origin: *';
  it.each([
    { desc: 'nginx adds behind', answer: `200 OK\nServer: nginx/1.22.1\n${TWO}`, wrote: 'nginx likely', index: 3 },
    {
      desc: 'nginx, with other headers that it adds',
      answer: `200 OK\nServer: nginx\n${TWO}\nAccess-Control-Allow-Methods: PUT\nX-Frame-Options: DENY`,
      wrote: 'nginx likely',
      index: 3,
    },
    {
      desc: 'not nginx: an upstream’s line stands behind both',
      answer: `200 OK\nServer: nginx/1.22.1\n${TWO}\nX-App: 1`,
      wrote: null,
    },
    {
      desc: 'HAProxy adds behind, but may not be there',
      answer: '200 OK\nserver: UP/1\naccess-control-allow-origin: a\nx-last: 1\naccess-control-allow-origin: *',
      wrote: 'haproxy possible',
      index: 3,
    },
    {
      desc: 'HAProxy before nginx: either of them',
      answer: '200 OK\nserver: nginx\naccess-control-allow-origin: a\nx-last: 1\naccess-control-allow-origin: *',
      wrote: 'haproxy possible',
      index: 3,
    },
    {
      desc: 'Apache’s `Header always` adds before',
      answer:
        '200 OK\nDate: x\nServer: Apache\nAccess-Control-Allow-Origin: *\nVia: 1.1 inner\nAccess-Control-Allow-Origin: a\nX-Last: 1',
      wrote: 'apache likely',
      index: 2,
    },
    {
      desc: 'Apache’s plain `Header add` adds behind',
      answer:
        '200 OK\nDate: x\nServer: Apache\nContent-Type: text/plain\nAccess-Control-Allow-Origin: a\nX-Last: 1\nAccess-Control-Allow-Origin: *',
      wrote: 'apache likely',
      index: 5,
    },
    {
      desc: 'Caddy’s `header` adds before',
      answer:
        '200 OK\nAccess-Control-Allow-Origin: *\nAccess-Control-Allow-Origin: a\nContent-Length: 2\nServer: Caddy\nServer: UP/1',
      wrote: 'caddy likely',
      index: 0,
    },
    { desc: 'nobody is known', answer: `200 OK\nServer: UP/1\n${TWO}`, wrote: null },
  ])('$desc', ({ answer, wrote, index }) => {
    expect(writer(answer)).toBe(wrote);
    const line = corsWriterOf(exchangeOfAnswer(answer))?.evidence.lines[0];
    expect(line?.index).toBe(index);
  });

  it('speaks of the line', () => {
    expect(corsWriterOf(exchangeOfAnswer(`200 OK\nServer: nginx/1.22.1\n${TWO}`))?.sentence).toBe(
      'nginx likely added the last `Access-Control-Allow-Origin` line: it writes its own behind those of its upstream.',
    );
  });

  it.each([{ returned: null }, { kind: 'tunnel' } as const])('says nothing of %o', members => {
    expect(corsWriterOf(exchangeOfAnswer(`200 OK\nServer: nginx\n${TWO}`, members))).toBeNull();
  });
});
