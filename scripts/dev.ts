import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { createServer, type Plugin, type ProxyOptions } from 'vite';

interface Ready {
  readonly event: 'ready';
  readonly url: string;
  readonly token: string;
}

/** `npm run dev`: the lab and the proxy, started anew when their sources change, and the dashboard with hot reload. */
let ready: Ready | null = null;

const child = spawn(
  'node_modules/.bin/tsx',
  ['watch', 'proxy/cli/main.ts', 'lab', '--json', ...process.argv.slice(2)],
  {
    stdio: ['inherit', 'pipe', 'inherit'],
  },
);
child.on('exit', code => process.exit(code ?? 0));
createInterface({ input: child.stdout }).on('line', line => {
  const event = JSON.parse(line) as Ready;
  if (event.event !== 'ready') return;
  const first = ready === null;
  ready = event;
  if (first) void serveDashboard(event.url);
});

const tokenInPage: Plugin = {
  name: 'corscope-token',
  transformIndexHtml: html => html.replace('__CORSCOPE_TOKEN__', ready?.token ?? ''),
};

async function serveDashboard(target: string): Promise<void> {
  const server = await createServer({
    root: 'dashboard',
    plugins: [tokenInPage],
    server: { proxy: { '/api': apiAt(target) } },
  });
  await server.listen();
  server.printUrls();
}

/** The API refuses other origins' pages, and the development server is one. */
function apiAt(target: string): ProxyOptions {
  return {
    target,
    changeOrigin: true,
    ws: true,
    configure: proxy => {
      proxy.on('proxyReq', request => request.removeHeader('origin'));
      proxy.on('proxyReqWs', request => request.removeHeader('origin'));
    },
  };
}
