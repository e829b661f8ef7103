import { type Configure, type Server, startServer } from './server.ts';

const TEMPORARY = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

/** nginx; what is configured stands in `http { … }`, and says itself where it listens. */
export function startNginx(http: Configure): Promise<Server> {
  return startServer(
    {
      program: 'nginx',
      file: 'nginx.conf',
      arguments: (path, { folder }) => ['-p', folder, '-c', path, '-e', 'stderr'],
      text: (given, { folder }) => `
daemon off;
master_process off;
pid ${folder}/nginx.pid;
error_log stderr;
events { worker_connections 256; }
http {
  access_log off;
  ${TEMPORARY.map(name => `${name}_temp_path ${folder}/${name};`).join('\n  ')}
${given}
}
`,
    },
    http,
  );
}
