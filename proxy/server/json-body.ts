import { json, type RequestHandler } from 'express';
import { sendError } from './api-error.ts';

const parse = json({ limit: '1mb' });

/** Reads a body as JSON. One that calls itself something else is not read: 415; one that is empty, and has no type, is none. */
export const jsonBody: RequestHandler = (request, response, next) => {
  if (hasBody(request.headers) && !request.is(['json', '+json'])) {
    const type = request.headers['content-type'];
    const seen = type === undefined ? 'it has no Content-Type' : `its Content-Type is ${type}`;
    return sendError(
      response,
      415,
      'not-json',
      `send the body as JSON, with "Content-Type: application/json": ${seen}`,
    );
  }
  parse(request, response, next);
};

function hasBody(headers: NodeJS.Dict<string | string[]>): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
