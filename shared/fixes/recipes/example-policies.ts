import type { Policy } from './policy.ts';

/** What the pages of docs/recipes are written for, and one of those that the conformance table is run with. */
export const EXAMPLE_POLICY: Policy = {
  api: 'http://api.example.com',
  pathPrefix: '/',
  upstream: '127.0.0.1:8080',
  origins: ['https://app.example.com', 'https://admin.example.com'],
  credentials: true,
  methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
  requestHeaders: ['authorization', 'content-type', 'x-tenant'],
  exposedHeaders: ['x-request-id'],
  maxAge: 600,
};
