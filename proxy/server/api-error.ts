import type { Response } from 'express';

/** The one shape of every error that the API gives. `code` is kebab-case; `message` says what would be right. */
export function errorBody(code: string, message: string): { readonly error: { code: string; message: string } } {
  return { error: { code, message } };
}

export function sendError(response: Response, status: number, code: string, message: string): void {
  response.status(status).json(errorBody(code, message));
}

export function notFound(response: Response, what: string, id: string): void {
  sendError(response, 404, 'not-found', `no ${what} ${id} in this session: it may have fallen out of memory`);
}
