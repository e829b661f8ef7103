import { every, isPreflight, line, page, status } from '../predicates.ts';
import { hint, proof, type Signature } from '../signature.ts';

export const fastify = {
  product: 'fastify',
  name: 'Fastify',
  role: 'framework',
  sources: ['https://github.com/fastify/fastify-cors'],
  passing: [],
  making: [
    proof(
      'measured',
      page(/^\{"message":"Route [A-Z]+:[^"]* not found","error":"Not Found","statusCode":404\}/),
      'its whole error is {}',
    ),
    hint(
      'known',
      page(/^\{"statusCode":\d{3},(?:"code":"FST_\w+",)"error":"[^"]*","message":"/),
      'its error begins with {}',
    ),
    proof(
      'measured',
      every(status(400), page(/^Invalid Preflight Request$/)),
      'its whole error is {}: OPTIONS without Access-Control-Request-Method',
    ),
  ],
  cors: [
    hint(
      'measured',
      every(isPreflight, line('access-control-allow-methods', /^GET,HEAD,POST$/)),
      '{} is the list that @fastify/cors has by default',
    ),
  ],
  examples: [
    {
      desc: 'no such route',
      did: 'made',
      answer: `
        404 Not Found
        content-type: application/json; charset=utf-8

        {"message":"Route GET:/none not found","error":"Not Found","statusCode":404}`,
    },
    {
      desc: 'near miss: NestJS on Express',
      did: 'nothing',
      answer: `
        404 Not Found

        {"message":"Cannot GET /none","error":"Not Found","statusCode":404}`,
    },
  ],
} satisfies Signature;
