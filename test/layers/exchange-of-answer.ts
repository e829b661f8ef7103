import { writeResponseHead } from '../../shared/http/head.ts';
import type { Exchange } from '../../shared/trace/exchange.ts';
import { exampleAnswer } from '../../shared/trace/layers/example-answer.ts';
import { readExchange } from '../../shared/wire/exchange-record.ts';
import { record } from '../wire/records.ts';

/** An exchange whose upstream answered with what is written as in a signature's examples. */
export function exchangeOfAnswer(text: string, members: Partial<Exchange> = {}): Exchange {
  const { request, head, page } = exampleAnswer(text);
  const exchange = readExchange(record(1, { returned: writeResponseHead(head) }));
  return { ...exchange, received: request, ...(page === '' ? {} : { errorStart: page }), ...members };
}
