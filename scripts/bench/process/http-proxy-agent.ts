import { Agent } from 'node:http';
import library from 'http-proxy-legacy';
import { serveAndSay } from './serve-and-say.ts';

const target = `http://127.0.0.1:${process.argv[2]}`;
const proxy = library.createProxyServer({ target, agent: new Agent({ keepAlive: true }) });
proxy.on('error', (_error, _request, response) => void response.destroy());

serveAndSay((request, response) => proxy.web(request, response));
