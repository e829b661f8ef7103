import type { ErrorRequestHandler } from 'express';
import { sendError } from './api-error.ts';

/** An error of express or of its body parser: `status` is the answer's, `type` says what of the body was wrong. */
interface RequestError extends Error {
  readonly status?: number;
  readonly type?: string;
  /** Bytes that the body may have. */
  readonly limit?: number;
}

/** express tells an error handler by its four parameters. */
export const requestFailed: ErrorRequestHandler = (error: RequestError, _request, response, next) => {
  if (response.headersSent) return next(error);
  if (error.status === undefined || error.status >= 500) {
    console.error(error);
    return sendError(
      response,
      500,
      'internal',
      'this is a fault of corscope: what it printed at that moment says more',
    );
  }
  const { code, message } = explain(error);
  sendError(response, error.status, code, message);
};

function explain({ type, limit, message }: RequestError): { code: string; message: string } {
  switch (type) {
    case 'entity.parse.failed':
      return { code: 'bad-json', message: `the body is not JSON: ${message}` };
    case 'entity.too.large':
      return { code: 'too-large', message: `the body is too large: at most ${limit} bytes are read` };
    default:
      return { code: 'bad-request', message };
  }
}
