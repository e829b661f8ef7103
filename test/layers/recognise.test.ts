import { describe, expect, it } from 'vitest';
import { recogniseLayers } from '../../shared/trace/layers/recognise.ts';
import { exchangeOfAnswer } from './exchange-of-answer.ts';

function seen(answer: string): string[] {
  return recogniseLayers(exchangeOfAnswer(answer)).map(({ product, name, confidence }) =>
    product === 'intermediary' ? `${name}?` : `${product} ${confidence}`,
  );
}

describe('recogniseLayers: what one line says, and what several do', () => {
  it.each([
    { desc: 'a Server line alone can be anybody’s', answer: '200 OK\nServer: nginx/1.22.1', layers: ['nginx likely'] },
    {
      desc: 'signs that agree',
      answer: '200 OK\nServer: cloudflare\nCF-RAY: 8f2a3b4c5d6e7f80-FRA',
      layers: ['cloudflare certain'],
    },
    {
      desc: 'the same line does not count twice',
      answer: '200 OK\nX-Cache: FunctionGeneratedResponse from cloudfront',
      layers: ['cloudfront likely'],
    },
    {
      desc: 'a habit that others have, too',
      answer: '200 OK\ncontent-length: 0\ncontent-type: text/html\nx-a: b',
      layers: ['haproxy possible'],
    },
    { desc: 'nothing is known', answer: '200 OK\nServer: UP/1\nX-Request-Id: 7', layers: [] },
  ])('$desc', ({ answer, layers }) => {
    expect(seen(answer)).toEqual(layers);
  });

  it('an HTTP/2 answer’s lower case says nothing', () => {
    const exchange = exchangeOfAnswer('200 OK\ncontent-length: 0\ncontent-type: text/html\nx-a: b');
    const returned = exchange.returned && { ...exchange.returned, version: 'HTTP/2' };
    expect(recogniseLayers({ ...exchange, returned })).toEqual([]);
  });

  it.each([
    { desc: 'no answer', members: { returned: null } },
    { desc: 'a tunnel', members: { kind: 'tunnel' } as const },
  ])('says nothing of $desc', ({ members }) => {
    expect(recogniseLayers(exchangeOfAnswer('200 OK\nServer: nginx', members))).toEqual([]);
  });

  it('reads what the upstream sent, not what a fix made of it', () => {
    const delivered = { version: 'HTTP/1.1', status: 200, reason: 'OK', lines: [['Server', 'Caddy'] as const] };
    expect(recogniseLayers(exchangeOfAnswer('200 OK\nServer: nginx', { delivered }))).toMatchObject([
      { product: 'nginx', evidence: { lines: [{ exchange: 'e1', head: 'returned', index: 0 }], words: [] } },
    ]);
  });

  it('gives the evidence with the guess, secrets masked in the sentence', () => {
    expect(recogniseLayers(exchangeOfAnswer('200 OK\nVary: Origin\nSet-Cookie: AWSALB=topsecret; Path=/'))).toEqual([
      {
        product: 'aws-alb',
        name: 'AWS Application Load Balancer',
        role: 'load balancer',
        confidence: 'likely',
        evidence: { lines: [{ exchange: 'e1', head: 'returned', index: 1 }], words: [] },
        sentence:
          'AWS Application Load Balancer is likely on the path: `Set-Cookie: AWSALB=•••(9); Path=/`: its session affinity.',
      },
    ]);
  });
});

describe('recogniseLayers: by the certificate where TLS ends', () => {
  const LAB = 'CN=Lab CA, O=Lab';
  it.each([
    {
      desc: 'Caddy’s own authority',
      subject: '',
      issuer: 'CN=Caddy Local Authority - ECC Intermediate',
      layers: ['caddy likely'],
    },
    {
      desc: 'Traefik’s makeshift',
      subject: 'CN=TRAEFIK DEFAULT CERT',
      issuer: 'CN=TRAEFIK DEFAULT CERT',
      layers: ['traefik likely'],
    },
    {
      desc: 'ingress-nginx’s makeshift',
      subject: 'CN=Kubernetes Ingress Controller Fake Certificate, O=Acme Co',
      issuer: LAB,
      layers: ['nginx likely'],
    },
    {
      desc: 'Cloudflare’s authority',
      subject: 'CN=lab.test',
      issuer: 'CN=Cloudflare Inc ECC CA-3, O=Cloudflare\\, Inc., C=US',
      layers: ['cloudflare likely'],
    },
    { desc: 'anybody’s', subject: 'CN=api.lab.test', issuer: LAB, layers: [] },
  ])('$desc', ({ subject, issuer, layers }) => {
    const upstream = { address: '127.0.0.1', port: 443, certificate: { subject, issuer } };
    const guesses = recogniseLayers(exchangeOfAnswer('200 OK', { upstream }));
    expect(guesses.map(({ product, confidence }) => `${product} ${confidence}`)).toEqual(layers);
    for (const { evidence, sentence } of guesses) {
      expect(`${subject} ${issuer}`).toContain(evidence.words[0]);
      expect(sentence).toContain(evidence.words[0]);
    }
  });
});

describe('recogniseLayers: from the browser’s side to the app’s', () => {
  it.each([
    {
      desc: 'by what such layers do',
      answer: '200 OK\nX-Powered-By: Express\nServer: nginx\nCF-RAY: 8f2a3b4c5d6e7f80-FRA',
      layers: ['cloudflare likely', 'nginx likely', 'express likely'],
    },
    {
      desc: 'Via names the nearest to the app first, over several lines',
      answer:
        '200 OK\nVia: 1.1 varnish (Varnish/7.1), 1.1 inner\nVia: 1.1 0a.cloudfront.net (CloudFront)\nVia: 1.1 google',
      layers: ['google-load-balancer likely', 'cloudfront likely', 'inner?', 'varnish likely'],
    },
    {
      desc: 'Via tells of two of a kind',
      answer: '200 OK\nVia: 1.1 outer-app (Apache/2.4.71), 1.1 Caddy',
      layers: ['caddy likely', 'apache likely'],
    },
    {
      desc: 'the outer server’s line stands first',
      answer: '200 OK\nServer: Caddy\nServer: nginx/1.22.1',
      layers: ['caddy likely', 'nginx likely'],
    },
    {
      desc: 'an inner page under an outer Server line',
      answer:
        '503 Service Unavailable\nServer: nginx/1.22.1\n\n<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.',
      layers: ['nginx likely', 'haproxy certain'],
    },
    {
      desc: 'a comment’s comma is no new hop',
      answer: '200 OK\nVia: 1.1 edge (a, b), HTTP/1.1 inner',
      layers: ['inner?', 'edge (a, b)?'],
    },
    {
      desc: 'Cache-Status and Proxy-Status name hops, too, each once',
      answer:
        '200 OK\nCache-Status: "Lab, Edge"; hit; key="a;b"\nProxy-Status: inner; received-status=200\nVia: 1.1 inner',
      layers: ['Lab, Edge?', 'inner?'],
    },
  ])('$desc', ({ answer, layers }) => {
    expect(seen(answer)).toEqual(layers);
  });
});
