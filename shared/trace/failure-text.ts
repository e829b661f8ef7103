import type { WireFailure } from './exchange.ts';

/** What happened, to follow the upstream's name: "api.example.com: the host name did not resolve". */
export const FAILURE_TEXT: Readonly<Record<WireFailure, string>> = {
  dns: 'the host name did not resolve',
  refused: 'the connection was refused, as when nothing listens on that port',
  unreachable: 'there is no route to that address',
  reset: 'the connection was closed or reset before a response came',
  cut: 'the connection was closed before the response was complete',
  tls: 'the TLS handshake failed',
  timeout: 'no connection was established in time',
  protocol: 'the bytes that came were not valid HTTP',
  'too-large': 'the message head was longer than corscope accepts',
  redirects: 'a fix followed redirects that came to no end',
  loop: 'the request went to corscope itself, through corscope',
};
