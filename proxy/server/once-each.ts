import type { RequestHandler } from 'express';
import { sendError } from './api-error.ts';

/** A parameter that stands in the query twice would be read as neither. */
export const onceEach: RequestHandler = (request, response, next) => {
  const twice = Object.entries(request.query).find(([, value]) => Array.isArray(value));
  if (twice === undefined) return next();
  sendError(response, 400, 'bad-query', `${twice[0]} is given more than once: give it once`);
};
