import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { combinedValue, type HeaderLine, valuesOf } from '../../../shared/http/header-line.ts';
import { listElements } from '../../../shared/http/token-list.ts';

export interface Question {
  readonly method?: string;
  readonly path: string;
  readonly origin?: string | null;
  readonly lines?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly lines: readonly HeaderLine[];
  /** One for each line. */
  values(name: string): string[];
  /** The elements of a comma-separated list, in lower case. */
  names(name: string): string[];
}

/** Asks over a connection of its own, and reads the answer to its end. */
export async function ask(
  port: number,
  { method = 'GET', path, origin = null, lines = {} }: Question,
): Promise<Answer> {
  const headers = { ...lines, ...(origin === null ? {} : { Origin: origin }) };
  const asking = request({ host: '127.0.0.1', port, method, path, headers, agent: false });
  asking.end();
  const [response] = (await once(asking, 'response')) as [IncomingMessage];
  response.resume();
  await once(response, 'end');
  const { rawHeaders } = response;
  const read = rawHeaders.flatMap((name, at): HeaderLine[] => (at % 2 === 0 ? [[name, rawHeaders[at + 1] ?? '']] : []));
  return {
    status: response.statusCode ?? 0,
    lines: read,
    values: name => valuesOf(read, name),
    names: name => listElements((combinedValue(read, name) ?? '').toLowerCase()),
  };
}
