import { Router } from 'express';
import * as v from 'valibot';
import { sendError } from './api-error.ts';
import { jsonBody } from './json-body.ts';

/** What a person needs to point a browser at this corscope. */
export interface Setup {
  readonly proxy: string;
  /** Where taps on other machines reach it; null where it listens on loopback alone. */
  readonly reach: string | null;
  /** Path of the CA's certificate. */
  readonly ca: string;
  readonly spki: string;
  /** One line for a shell that starts a browser through the proxy; null where no browser was found. */
  readonly browserCommand: string | null;
  readonly lab: boolean;
  readonly labUrl: string | null;
  readonly canOpen: boolean;
}

export interface SetupSource {
  setup(): Promise<Setup>;
  /** Opens a browser through the proxy; resolves to null, or to a sentence that says why not. */
  open(url: string): Promise<string | null>;
}

const OpenSchema = v.strictObject({ url: v.pipe(v.string(), v.regex(/^https?:\/\/\S+$/)) });

export function setupRoutes(source: SetupSource): Router {
  const router = Router();
  router.get('/setup', async (_request, response) => {
    response.json(await source.setup());
  });
  router.post('/open', jsonBody, async (request, response) => {
    const asked = v.safeParse(OpenSchema, request.body);
    if (!asked.success) return sendError(response, 400, 'bad-url', 'send { "url": "https://…" }');
    const problem = await source.open(asked.output.url);
    if (problem !== null) return sendError(response, 409, 'no-browser', problem);
    response.status(204).end();
  });
  return router;
}
