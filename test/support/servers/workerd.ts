import { resolve } from 'node:path';
import { type Configure, type Server, startServer } from './server.ts';

const WORKERD = resolve(import.meta.dirname, '../../../node_modules/.bin/workerd');

/** workerd; what is configured is the module of a Worker, whose `fetch` reaches one upstream alone. */
export function startWorkerd(module: Configure, upstream: string): Promise<Server> {
  return startServer(
    {
      program: 'env',
      file: 'config.capnp',
      arguments: path => [WORKERD, 'serve', path],
      text: (given, { port }) => `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "worker", worker = .worker),
    (name = "upstream", external = (address = "${upstream}", http = ())),
  ],
  sockets = [(address = "127.0.0.1:${port}", http = (), service = "worker")],
);
const worker :Workerd.Worker = (
  modules = [(name = "index.js", esModule = ${JSON.stringify(given)})],
  compatibilityDate = "2026-01-01",
  globalOutbound = "upstream",
);
`,
    },
    module,
  );
}
