import { execFile } from 'node:child_process';
import { createHash, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { loadCa, renewCa } from '../../proxy/ca/ca.ts';
import { CaError, type CaProblem } from '../../proxy/ca/ca-problem.ts';
import { corscopeHome } from '../../proxy/ca/home.ts';
import { tempFolder } from './temp-home.ts';

const DAY = 24 * 60 * 60 * 1000;
const asRoot = process.getuid?.() === 0;

async function problemOf(loading: Promise<unknown>): Promise<CaProblem> {
  const error = await loading.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CaError)) throw new Error(`expected a CaError, got ${error}`);
  expect(error.message).toContain(error.problem.path);
  return error.problem;
}

describe('the first run', () => {
  test('makes a folder and a key for the user alone, and a certificate for everyone', async () => {
    const home = join(tempFolder(), 'deep', 'home');
    const ca = await loadCa(home);
    const modeOf = (path: string) => statSync(path).mode & 0o777;
    expect(modeOf(home)).toBe(0o700);
    expect(modeOf(join(home, 'ca.key'))).toBe(0o600);
    expect(modeOf(join(home, 'ca.pem'))).toBe(0o644);
    expect(ca.path).toBe(join(home, 'ca.pem'));
    expect(readFileSync(ca.path, 'utf8')).toBe(ca.certPem);
  });

  test('leaves nothing but the two files', async () => {
    const home = tempFolder();
    await loadCa(home);
    expect(readdirSync(home).sort()).toEqual(['ca.key', 'ca.pem']);
  });

  test('makes a CA that may sign leaves and nothing else, for about two years', async () => {
    const ca = await loadCa(tempFolder());
    const certificate = new X509Certificate(ca.certPem);
    expect(certificate.ca).toBe(true);
    expect(certificate.subject).toBe('CN=corscope CA (hostname-less\\, local)');
    expect(certificate.issuer).toBe(certificate.subject);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    const life = Date.parse(certificate.validTo) - Date.parse(certificate.validFrom);
    expect(life / DAY).toBe(730);
    expect(Date.parse(certificate.validFrom)).toBeLessThan(Date.now());
  });

  test('gives the hash of its public key as Chromium wants it', async () => {
    const ca = await loadCa(tempFolder());
    const spki = new X509Certificate(ca.certPem).publicKey.export({ type: 'spki', format: 'der' });
    expect(ca.spki).toBe(createHash('sha256').update(spki).digest('base64'));
  });
});

describe('later runs', () => {
  test('use the same CA', async () => {
    const home = tempFolder();
    const first = await loadCa(home);
    expect((await loadCa(home)).certPem).toBe(first.certPem);
  });

  test('heal a first run that was cut between key and certificate', async () => {
    const home = tempFolder();
    const first = await loadCa(home);
    rmSync(join(home, 'ca.pem'));
    const healed = await loadCa(home);
    expect(healed.spki).toBe(first.spki);
    expect(existsSync(healed.path)).toBe(true);
  });

  test('after a renewal use the new one', async () => {
    const home = tempFolder();
    const first = await loadCa(home);
    const renewed = await renewCa(home);
    expect(renewed.spki).not.toBe(first.spki);
    expect((await loadCa(home)).certPem).toBe(renewed.certPem);
    expect(statSync(join(home, 'ca.key')).mode & 0o777).toBe(0o600);
  });
});

describe('starting at once', () => {
  test('many loads in one process agree', async () => {
    const home = tempFolder();
    const all = await Promise.all(Array.from({ length: 20 }, () => loadCa(home)));
    expect(new Set(all.map(ca => ca.certPem)).size).toBe(1);
    expect(readdirSync(home).sort()).toEqual(['ca.key', 'ca.pem']);
  });

  test('several processes agree', async () => {
    const home = tempFolder();
    const script = `import { loadCa } from ${JSON.stringify(join(import.meta.dirname, '../../proxy/ca/ca.ts'))};
      loadCa(${JSON.stringify(home)}).then(ca => process.stdout.write(ca.certPem));`;
    const file = join(home, 'start.mts');
    writeFileSync(file, script);
    const tsx = join(import.meta.dirname, '../../node_modules/tsx/dist/cli.mjs');
    const start = () => promisify(execFile)(process.execPath, [tsx, file]);
    const printed = await Promise.all([start(), start(), start()]);
    expect(new Set(printed.map(({ stdout }) => stdout)).size).toBe(1);
    expect(printed[0]?.stdout).toBe((await loadCa(home)).certPem);
  }, 30_000);

  test('a load during a renewal gets the old CA or the new one, never a mixture', async () => {
    const home = tempFolder();
    await loadCa(home);
    const loads = Array.from({ length: 10 }, () => loadCa(home));
    await Promise.all([renewCa(home), ...loads]);
  });
});

describe('what is wrong is said as data, and as a sentence', () => {
  test.each([
    { desc: 'a key that is none', file: 'ca.key', text: 'no key', reason: 'not-a-key' },
    { desc: 'an empty key', file: 'ca.key', text: '', reason: 'not-a-key' },
    { desc: 'a certificate that is none', file: 'ca.pem', text: 'no certificate', reason: 'not-a-certificate' },
  ])('$desc', async ({ file, text, reason }) => {
    const home = tempFolder();
    await loadCa(home);
    writeFileSync(join(home, file), text);
    expect(await problemOf(loadCa(home))).toMatchObject({ reason, path: join(home, file) });
  });

  test('a key of another kind', async () => {
    const home = tempFolder();
    const { privateKey } = generateKeyPairSync('ed25519');
    writeFileSync(join(home, 'ca.key'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
    expect((await problemOf(loadCa(home))).reason).toBe('not-a-key');
  });

  test('the certificate of another key', async () => {
    const home = tempFolder();
    await loadCa(home);
    const other = await loadCa(tempFolder());
    writeFileSync(join(home, 'ca.pem'), other.certPem);
    expect((await problemOf(loadCa(home))).reason).toBe('mismatch');
  });

  test('a certificate whose key is gone: never silently another CA than the one that was installed', async () => {
    const home = tempFolder();
    await loadCa(home);
    rmSync(join(home, 'ca.key'));
    expect((await problemOf(loadCa(home))).reason).toBe('key-missing');
  });

  test('a folder in place of the key', async () => {
    const home = tempFolder();
    mkdirSync(join(home, 'ca.key'));
    expect(await problemOf(loadCa(home))).toMatchObject({ reason: 'unreadable', detail: 'EISDIR' });
  });

  test('a home that is a file', async () => {
    const home = join(tempFolder(), 'file');
    writeFileSync(home, '');
    expect(['unreadable', 'unwritable']).toContain((await problemOf(loadCa(home))).reason);
  });

  test.skipIf(asRoot)('a folder that cannot be written to (root may write anywhere)', async () => {
    const home = tempFolder();
    chmodSync(home, 0o500);
    expect((await problemOf(loadCa(home))).reason).toBe('unwritable');
  });

  test('a renewal mends every one of them', async () => {
    const home = tempFolder();
    writeFileSync(join(home, 'ca.key'), 'no key');
    writeFileSync(join(home, 'ca.pem'), 'no certificate');
    const renewed = await renewCa(home);
    expect((await loadCa(home)).spki).toBe(renewed.spki);
  });
});

test('CORSCOPE_HOME says where, else the data folder of the system', () => {
  expect(corscopeHome({ CORSCOPE_HOME: '/somewhere' })).toBe('/somewhere');
  expect(corscopeHome({ CORSCOPE_HOME: '' })).toMatch(/corscope/);
  expect(corscopeHome({})).toBe(corscopeHome({ CORSCOPE_HOME: '' }));
});

test('without a HOME it is still no folder of the place where corscope was started', async () => {
  const code = "import('./proxy/ca/home.ts').then(({ corscopeHome }) => console.log(corscopeHome({})))";
  const env = { PATH: process.env['PATH'], HOME: '' };
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', '-e', code], { env });
  expect(isAbsolute(stdout.trim())).toBe(true);
  expect(stdout).not.toContain(process.cwd());
});
