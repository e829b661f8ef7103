import { type Configure, type Server, startServer } from './server.ts';

/** HAProxy; what is configured are its sections, which say themselves where they bind. */
export function startHaproxy(sections: Configure): Promise<Server> {
  return startServer(
    {
      program: 'haproxy',
      file: 'haproxy.cfg',
      arguments: path => ['-db', '-f', path],
      text: given => `
global
  maxconn 256
  noreuseport
  log stdout format raw local0
defaults
  mode http
  log global
  option httplog
  timeout connect 5s
  timeout client 30s
  timeout server 30s
${given}
`,
    },
    sections,
  );
}
