import { join } from 'node:path';
import { stopChild } from '../ground/child.ts';
import { freePort } from '../ground/free-port.ts';
import { findNginx, startNginx } from '../upstream/nginx.ts';
import { startScript } from './node-subject.ts';
import { present, type Subject } from './subject.ts';

export const direct: Subject = {
  id: 'direct',
  title: 'direct, no proxy',
  missing: present,
  async start(_ground, upstreamPort) {
    return { port: upstreamPort, form: 'reverse', pid: null, stop: async () => undefined };
  },
};

export const bytePipe = script('byte-pipe', 'byte pipe in Node, no HTTP', 'byte-pipe.ts');
export const httpProxyBare = script('http-proxy-bare', 'http-proxy 1.18.1 bare', 'http-proxy-bare.ts');
export const httpProxyAgent = script('http-proxy-agent', 'http-proxy 1.18.1 + agent', 'http-proxy-agent.ts');
export const httpProxy3Agent = script('http-proxy-3-agent', 'http-proxy-3 + agent', 'http-proxy-3-agent.ts');

export const nginx: Subject = {
  id: 'nginx',
  title: 'nginx proxy_pass',
  missing: () => (findNginx() === null ? 'nginx is not installed' : null),
  async start(ground, upstreamPort) {
    const port = await freePort();
    const child = await startNginx({
      path: findNginx() ?? 'nginx',
      cores: ground.cores.subject,
      dir: join(ground.dir, `nginx-${port}`),
      port,
      http: proxyPass(port, upstreamPort),
    });
    return { port, form: 'reverse', pid: child.pid ?? null, stop: () => stopChild(child) };
  },
};

function proxyPass(port: number, upstreamPort: number): string {
  return `
  upstream origin { server 127.0.0.1:${upstreamPort}; keepalive 64; keepalive_requests 1000000000; }
  server {
    listen 127.0.0.1:${port};
    client_max_body_size 0;
    location / {
      proxy_pass http://origin;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $http_host;
    }
  }`;
}

function script(id: string, title: string, file: string): Subject {
  return {
    id,
    title,
    missing: present,
    start: (ground, upstreamPort) => startScript(ground, file, [String(upstreamPort)], 'reverse'),
  };
}
