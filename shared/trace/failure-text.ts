import type { WireFailure } from './exchange.ts';

/** What happened, to follow the upstream's name: "api.example.com: the host name did not resolve". */
export const FAILURE_TEXT: Readonly<Record<WireFailure, string>> = {
  dns: 'the host name did not resolve',
  refused: 'nothing listens at that address and port: the connection was refused',
  unreachable: 'there is no route to that address',
  reset: 'the connection was closed or reset before an answer came',
  cut: 'the connection was closed in the middle of the answer',
  tls: 'the TLS handshake failed',
  timeout: 'no connection came about in time',
  protocol: 'the bytes were not HTTP where HTTP was due',
  'too-large': 'the head was longer than corscope reads',
  redirects: 'the redirects that a fix has followed came to no end',
  loop: 'the request was for corscope itself, through corscope',
};
