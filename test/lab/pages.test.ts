import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadCa } from '../../proxy/ca/ca.ts';
import { createLeafStore } from '../../proxy/ca/leaf-store.ts';
import { LAB_CASES } from '../../proxy/lab/cases/index.ts';
import { startPages } from '../../proxy/lab/page/page.ts';

let ask: (path: string) => Promise<{ status: number; policy: string; body: string }>;

beforeAll(async () => {
  const home = mkdtempSync(join(tmpdir(), 'corscope-lab-'));
  const ca = await loadCa(home);
  const { secure, plain } = await startPages(createLeafStore(ca));
  const to = { host: '127.0.0.1', port: secure.port, servername: 'app.lab.test', ca: ca.certPem };
  ask = path =>
    new Promise((resolve, reject) => {
      request({ ...to, path, agent: false }, async answer => {
        let body = '';
        for await (const chunk of answer.setEncoding('utf8')) body += chunk;
        const policy = answer.headers['content-security-policy']?.toString() ?? '';
        resolve({ status: answer.statusCode ?? 0, policy, body });
      })
        .on('error', reject)
        .end();
    });
  return async () => {
    await Promise.all([secure.close(), plain.close()]);
    rmSync(home, { recursive: true, force: true });
  };
});

describe('the page', () => {
  test('has a button for each case, by scenario, and a strict policy that lets it call the lab alone', async () => {
    const { status, policy, body } = await ask('/?case=no-cors-headers');
    expect(status).toBe(200);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain('connect-src https://api.lab.test ');
    expect(policy).not.toMatch(/unsafe|\*/);
    for (const { id } of LAB_CASES) expect(body).toContain(`data-case="${id}"`);
    expect(body.match(/<h2>/g)).toHaveLength(7);
  });

  test.each(['/lab.js', '/shop.js', '/lab.css', '/frame.html', '/frame.js'])('has its %s', async path => {
    const { status, body } = await ask(path);
    expect(status).toBe(200);
    expect(body.length).toBeGreaterThan(100);
  });

  test('may be framed by nobody; its helper frame by the lab’s own pages', async () => {
    expect((await ask('/')).policy).toContain("frame-ancestors 'none'");
    expect((await ask('/frame.html')).policy).toContain(
      'frame-ancestors https://app.lab.test https://www.app.lab.test',
    );
  });

  test('has nothing else', async () => {
    expect((await ask('/other')).status).toBe(404);
  });
});
