import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { tempFolder } from '../cli/support/corscope.ts';
import { linkBy } from './support/link.ts';
import { HOST, openStage, type Stage } from './support/stage.ts';
import { listenUpstream } from './support/upstream.ts';
import { reverse, secureConnect, type Way } from './support/ways.ts';

const GET = `GET /t HTTP/1.1\r\nHost: ${HOST}\r\n\r\n`;
const EMPTY = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

async function upstreamOf(way: Way, on: Stage) {
  const link = await linkBy(way, on);
  link.ask(GET);
  const upstream = await link.upstream();
  await upstream.see('\r\n\r\n');
  upstream.send(EMPTY);
  await link.client.see('\r\n\r\n');
  return (await link.exchange()).upstream;
}

test('the upstream’s certificate is recorded: whom it names, and who issued it', async () => {
  expect(await upstreamOf(secureConnect, stage)).toEqual({
    address: '127.0.0.1',
    port: stage.secure.port,
    certificate: { subject: `CN=${HOST}`, issuer: expect.stringMatching(/^CN=corscope CA /) },
  });
});

test('without TLS there is none', async () => {
  expect(await upstreamOf(reverse, stage)).toEqual({ address: '127.0.0.1', port: stage.plain.port });
});

const opensslIsThere = spawnSync('openssl', ['version']).status === 0;

test.skipIf(!opensslIsThere)('a name of several parts stands in one line, the most specific part first', async () => {
  const folder = tempFolder();
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/C=DE/O=Lab, Inc./CN=Lab Default Cert', '-days', '2'];
  spawnSync('openssl', ['req', '-x509', '-nodes', '-newkey', 'rsa:2048', ...subject, '-keyout', key, '-out', cert]);
  const other = await listenUpstream(createSecureContext({ key: readFileSync(key), cert: readFileSync(cert) }));
  const connectTo = [{ host: HOST, port: 443, address: '127.0.0.1', toPort: other.port }];
  const own = await openStage({ connectTo, upstreamInsecure: true });
  onTestFinished(async () => {
    await own.close();
    other.close();
  });
  const name = 'CN=Lab Default Cert, O=Lab\\, Inc., C=DE';
  const upstream = await upstreamOf({ ...secureConnect, upstream: () => other }, own);
  expect(upstream?.certificate).toEqual({ subject: name, issuer: name });
});
