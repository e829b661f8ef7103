import { line, page } from '../predicates.ts';
import { hint, type Signature, sign } from '../signature.ts';

export const next = {
  product: 'next',
  name: 'Next.js',
  role: 'framework',
  sources: ['https://nextjs.org/docs/app/api-reference/config/next-config-js/poweredByHeader'],
  passing: [
    sign('documented', line('X-Powered-By', /^Next\.js(?: |$)/)),
    sign('known', line('X-Nextjs-Cache'), '{} is what its cache did'),
    sign('known', line('Vary', /\bNext-Router-State-Tree\b/i), '{} has its router’s names'),
  ],
  making: [hint('known', page(/\/_next\/static\//), 'its error page loads {}')],
  examples: [
    {
      desc: 'its own page for what is not there',
      did: 'made',
      answer: `
        404 Not Found
        X-Powered-By: Next.js

        <!DOCTYPE html><html><head><link rel="preload" href="/_next/static/css/a.css" as="style"/>`,
    },
    {
      desc: 'a route handler’s response',
      did: 'passed',
      answer: `
        200 OK
        Vary: RSC, Next-Router-State-Tree, Next-Router-Prefetch`,
    },
    {
      desc: 'near miss: Nuxt',
      did: 'nothing',
      answer: `
        200 OK
        X-Powered-By: Nuxt`,
    },
  ],
} satisfies Signature;
