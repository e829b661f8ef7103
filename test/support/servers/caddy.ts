import { type Configure, type Server, startServer } from './server.ts';

/** Caddy; what is configured are the sites of its Caddyfile: `http://:PORT { … }`, on loopback alone. */
export function startCaddy(sites: Configure): Promise<Server> {
  return startServer(
    {
      program: 'caddy',
      file: 'Caddyfile',
      arguments: path => ['run', '--config', path, '--adapter', 'caddyfile'],
      text: given => `
{
  admin off
  auto_https off
  default_bind 127.0.0.1
}
${given}
`,
    },
    sites,
  );
}
