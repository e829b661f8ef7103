import { type Configure, type Server, startServer } from './server.ts';

/** Varnish; what is configured is the VCL after its version line. It listens where its place is. */
export function startVarnish(vcl: Configure): Promise<Server> {
  return startServer(
    {
      program: 'varnishd',
      file: 'default.vcl',
      arguments: (path, { port, folder }) => [
        ...['-F', '-j', 'none', '-n', folder, '-f', path, '-a', `127.0.0.1:${port}`, '-s', 'malloc,16m'],
        ...['-p', 'thread_pools=1', '-p', 'thread_pool_min=10'],
      ],
      text: given => `vcl 4.1;\n${given}\n`,
    },
    vcl,
  );
}
