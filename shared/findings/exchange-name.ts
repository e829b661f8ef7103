import { type Exchange, exchangeUrl } from '../trace/exchange.ts';

/** `PUT https://api.lab.test/orders/7`, the query left out. */
export function exchangeName(exchange: Exchange): string {
  return `${exchange.received.method} ${exchangeUrl(exchange).replace(/[?#].*$/s, '')}`;
}
