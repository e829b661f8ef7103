import { startApache } from '../../support/servers/apache.ts';
import { startCaddy } from '../../support/servers/caddy.ts';
import { startHaproxy } from '../../support/servers/haproxy.ts';
import { startNginx } from '../../support/servers/nginx.ts';
import type { Place, Server } from '../../support/servers/server.ts';
import { startVarnish } from '../../support/servers/varnish.ts';

/** A layer of a chain: a server that passes on to the tap in front of the next one. */
export interface Layer {
  readonly name: string;
  /** `next`: the port of 127.0.0.1 that it passes on to. */
  start(next: number): Promise<Server>;
}

/** Configuration for a place and the address that it passes on to, `127.0.0.1:PORT`. */
type Written = (next: string, at: Place) => string;

const addressOf = (port: number) => `127.0.0.1:${port}`;

/** nginx with one server; what is written stands in `server { … }`. */
export function nginx(server: Written, http: Written = () => ''): Layer {
  return {
    name: 'nginx',
    start: next =>
      startNginx(at => {
        const { port } = at;
        const parts = [http(addressOf(next), at), server(addressOf(next), at)];
        return `${parts[0]}\nserver {\n  listen 127.0.0.1:${port};\n  absolute_redirect off;\n${parts[1]}\n}`;
      }),
  };
}

/** HAProxy with one frontend; what is written stands in its section, before `default_backend next`. */
export function haproxy(frontend: Written, backend: Written = next => `  server next ${next}`): Layer {
  return {
    name: 'haproxy',
    start: next =>
      startHaproxy(
        at => `
frontend main
  bind 127.0.0.1:${at.port}
${frontend(addressOf(next), at)}
  default_backend next
backend next
${backend(addressOf(next), at)}`,
      ),
  };
}

/** Varnish; what is written are its subroutines. */
export function varnish(subroutines: Written): Layer {
  return {
    name: 'varnish',
    start: next =>
      startVarnish(
        at => `
backend default { .host = "127.0.0.1"; .port = "${next}"; }
${subroutines(addressOf(next), at)}`,
      ),
  };
}

/** Caddy with one site; what is written stands in it. */
export function caddy(site: Written): Layer {
  return {
    name: 'caddy',
    start: next => startCaddy(at => `http://:${at.port} {\n${site(addressOf(next), at)}\n}`),
  };
}

/** Apache httpd; what is written stands in the main server. */
export function apache(server: Written): Layer {
  return { name: 'apache', start: next => startApache(at => server(addressOf(next), at)) };
}
