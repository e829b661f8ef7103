import { type Configure, type Server, startServer } from './server.ts';

const MODULES_FOLDER = '/usr/lib/apache2/modules';
const MODULES = [
  ...['mpm_event', 'authn_core', 'authn_file', 'authz_core', 'authz_user', 'auth_basic'],
  ...['alias', 'dir', 'mime', 'env', 'headers', 'proxy', 'proxy_http', 'rewrite', 'setenvif'],
];

/** Apache httpd; what is configured stands in the main server, which listens where its place is. */
export function startApache(server: Configure): Promise<Server> {
  return startServer(
    {
      program: 'apache2',
      file: 'apache2.conf',
      arguments: (path, { folder }) => ['-X', '-d', folder, '-f', path],
      text: (given, { port, folder }) => `
${MODULES.map(name => `LoadModule ${name}_module ${MODULES_FOLDER}/mod_${name}.so`).join('\n')}
PidFile ${folder}/apache2.pid
DefaultRuntimeDir ${folder}
Mutex pthread
ErrorLog ${folder}/error.log
ServerName 127.0.0.1
Listen 127.0.0.1:${port}
User nobody
Group nogroup
TypesConfig /dev/null
ThreadsPerChild 16
MaxRequestWorkers 16
${given}
`,
    },
    server,
  );
}
