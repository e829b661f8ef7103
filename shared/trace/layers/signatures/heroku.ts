import { every, host, isError, line, page } from '../predicates.ts';
import { hint, proof, type Signature, sign } from '../signature.ts';

export const heroku = {
  product: 'heroku',
  name: 'Heroku router',
  role: 'platform',
  sources: ['https://devcenter.heroku.com/articles/error-codes'],
  alias: /^(?:vegur|heroku-router|.* heroku-router)$/,
  passing: [sign('known', host(/\.herokuapp\.com$/i), '{} is a Heroku name')],
  making: [
    proof('known', page(/\/\/www\.herokucdn\.com\/error-pages\/[\w-]+\.html/), 'its error page shows {}'),
    hint(
      'known',
      every(line('Server', /^(?:Cowboy|Heroku)$/), isError),
      '{} stands on errors of Heroku’s router, and of apps in Erlang or Elixir',
    ),
  ],
  examples: [
    {
      desc: 'the app has crashed (H10)',
      did: 'made',
      answer: `
        503 Service Unavailable
        Server: Heroku

        <title>Application Error</title>
        <iframe src="//www.herokucdn.com/error-pages/application-error.html"></iframe>`,
    },
    {
      desc: 'a response that it passed on',
      did: 'passed',
      answer: `
        200 OK
        Via: 1.1 vegur`,
    },
    {
      desc: 'near miss: an app on Cowboy that is well',
      did: 'nothing',
      answer: `
        200 OK
        Server: Cowboy`,
    },
  ],
} satisfies Signature;
