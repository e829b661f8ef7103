import { Router } from 'express';
import * as v from 'valibot';
import { type VerifyParts, verify } from '../verify/verify.ts';
import { type VerifyProblem, verifyProblemText } from '../verify/verify-problem.ts';
import { notFound, sendError } from './api-error.ts';
import { jsonBody } from './json-body.ts';

const BodySchema = v.optional(v.strictObject({ unsafe: v.optional(v.boolean(), false) }), {});

const STATUS: Readonly<Record<VerifyProblem['reason'], 409 | 504>> = {
  'not-a-script': 409,
  'unsafe-method': 409,
  'no-browser': 409,
  'no-page': 409,
  'request-unknown': 409,
  'no-account': 504,
};

/** "Try again": the same request from the same page, and the browser's word before and after. */
export function verifyRoutes(parts: VerifyParts): Router {
  const router = Router();
  router.use('/journeys/:id/verify', jsonBody);
  router.post('/journeys/:id/verify', async (request, response) => {
    const wanted = v.safeParse(BodySchema, request.body);
    if (!wanted.success)
      return sendError(
        response,
        400,
        'bad-verify',
        'send {}, or { "unsafe": true } for a method that may change something',
      );
    const journey = parts.view.now().journey(request.params.id);
    if (journey === null) return notFound(response, 'journey', request.params.id);
    const verified = await verify(journey, wanted.output.unsafe, parts);
    if (!('reason' in verified)) return void response.json(verified);
    sendError(response, STATUS[verified.reason], verified.reason, verifyProblemText(verified));
  });
  return router;
}
