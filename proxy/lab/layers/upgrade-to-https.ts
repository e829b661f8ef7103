import { createServer } from 'node:http';
import { type Listening, listen } from '../listen.ts';

/** The CDN's port 80: whatever is asked there, preflights included, is sent to https. */
export function startUpgrade(): Promise<Listening> {
  return listen(
    createServer((request, response) => {
      response.writeHead(301, { Location: `https://${request.headers.host}${request.url}`, 'Content-Length': 0 }).end();
    }),
  );
}
