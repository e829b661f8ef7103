import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { createServer, type Plugin, type ProxyOptions } from 'vite';
import { type RecordedCorscope, startRecorded } from './recorded/recorded-corscope.ts';

interface Ready {
  readonly event: 'ready';
  readonly url: string;
  readonly token: string;
}

/**
 * `npm run dev`: the lab and the proxy, started anew when their sources change, and the dashboard with hot reload. Under
 * `/gallery/`, every part and state of the dashboard over a session that was recorded once.
 */
const GALLERY = '/gallery/';
let ready: Ready | null = null;
let recorded: RecordedCorscope | null = null;

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
  transformIndexHtml: (html, { path }) =>
    html.replace('__CORSCOPE_TOKEN__', (path.startsWith(GALLERY) ? recorded : ready)?.token ?? ''),
};

async function serveDashboard(target: string): Promise<void> {
  recorded = await startRecorded();
  const server = await createServer({
    root: 'dashboard',
    plugins: [tokenInPage],
    server: { proxy: { '/api': apiAt(target), [`${GALLERY}api`]: galleryApiAt(recorded.url) } },
  });
  await server.listen();
  server.printUrls();
  console.log(`  Gallery: ${server.resolvedUrls?.local[0]?.replace(/\/$/, '') ?? ''}${GALLERY}`);
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

function galleryApiAt(target: string): ProxyOptions {
  return { ...apiAt(target), rewrite: path => path.slice(GALLERY.length - 1) };
}
