import { once } from 'node:events';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run, tempFolder } from './support/corscope.ts';

/** `TAKEN` stands for a port that something listens on, `FOLDER` for a folder of the test's own. */
interface Row {
  readonly desc: string;
  readonly args: readonly string[];
  /** What the line must name: the flag, the value, and what would be right. */
  readonly names: readonly (string | RegExp)[];
}

const PORT_FORM = '0 to 65535';
const TAP_FORM = 'NAME=PORT:TARGET';
const CONNECT_FORM = 'HOST:PORT:ADDR:PORT';

const ROWS: readonly Row[] = [
  { desc: 'an unknown option', args: ['serve', '--frob'], names: ['--frob', '--help'] },
  { desc: 'a misspelt option', args: ['serve', '--prot', '1'], names: ['--prot', '--port'] },
  { desc: 'an unknown option without a command', args: ['--frob'], names: ['--frob', '--help'] },
  { desc: 'an unknown command', args: ['frob'], names: ['command', '"frob"', /one of serve, open, .*ca/] },
  { desc: 'a word behind serve', args: ['serve', '4321'], names: ['"4321"', /one of serve, open, .*ca/] },
  { desc: 'a word and options', args: ['frob', '--port', '0'], names: ['"frob"', /one of serve, open, .*ca/] },
  { desc: 'an option without its value', args: ['serve', '--port'], names: ['--port <N>'] },
  { desc: 'a port that is no number', args: ['serve', '--port', 'abc'], names: ['--port', '"abc"', PORT_FORM] },
  { desc: 'too large a port', args: ['serve', '--port', '70000'], names: ['--port', '"70000"', PORT_FORM] },
  { desc: 'a negative port', args: ['serve', '--port=-1'], names: ['--port', '"-1"', PORT_FORM] },
  { desc: 'a page whose port there is not', args: ['open', 'http://a.test:99999/'], names: ['open', '99999', 'a URL'] },
  { desc: 'an empty port', args: ['serve', '--port', ''], names: ['--port', PORT_FORM] },
  { desc: 'a port without a command', args: ['--port', 'abc'], names: ['--port', '"abc"', PORT_FORM] },
  { desc: 'a filter for people', args: ['serve', '--filter', 'verdict:blocked'], names: ['--filter', '--json'] },
  {
    desc: 'a filter of no such field',
    args: ['serve', '--json', '--filter', 'me colour:red status:x'],
    names: ['--filter: character 4: `colour` is not a field; the fields are verdict', 'character 15: `status:x`'],
  },
  {
    desc: 'a filter of no such verdict',
    args: ['check', '--filter', 'verdict:maybe', 'nowhere.har'],
    names: ['--filter: character 1: `verdict:maybe`: a verdict is allowed'],
  },
  { desc: 'a tap without a target', args: ['--tap', 'api=9000'], names: ['--tap', '"api=9000"', TAP_FORM] },
  {
    desc: 'a tap without a name',
    args: ['--tap', '9000:http://a.test'],
    names: ['--tap', '"9000:http://a.test"', TAP_FORM],
  },
  { desc: 'a tap with a bad port', args: ['--tap', 'api=99999:http://a.test'], names: ['--tap', '99999', TAP_FORM] },
  {
    desc: 'a tap whose target has a path',
    args: ['--tap', 'api=0:http://a.test/v1'],
    names: ['--tap', '/v1', TAP_FORM],
  },
  {
    desc: 'a tap whose target has another scheme',
    args: ['--tap', 'api=0:ftp://a.test'],
    names: ['--tap', 'ftp:', TAP_FORM],
  },
  {
    desc: 'a tap whose target has no port',
    args: ['--tap', 'api=0:localhost'],
    names: ['--tap', 'localhost', TAP_FORM],
  },
  {
    desc: 'a tap that takes the proxy’s name',
    args: ['--tap', 'proxy=0:http://a.test'],
    names: ['--tap', '"proxy"', 'name'],
  },
  {
    desc: 'two taps of one name',
    args: ['--tap', 'api=0:http://a.test', '--tap', 'api=0:http://b.test'],
    names: ['--tap', '"api"', 'unique name'],
  },
  {
    desc: 'two taps of one port',
    args: ['--tap', 'api=9000:http://a.test', '--tap', 'web=9000:http://b.test'],
    names: ['--tap', '"web=9000:http://b.test"', 'a tap with a free port (api listens on 9000)'],
  },
  {
    desc: 'a tap on the proxy’s port',
    args: ['--port', '9000', '--tap', 'api=9000:http://a.test'],
    names: ['--tap', '"api=9000:http://a.test"', 'a tap with a free port (the proxy listens on 9000)'],
  },
  {
    desc: 'a tap whose target is its own port',
    args: ['--tap', 'api=9000:localhost:9000'],
    names: ['--tap', '"api=9000:http://localhost:9000"', 'leads elsewhere (its target is its own port 9000)'],
  },
  {
    desc: 'a tap that connect-to leads back to itself',
    args: ['--tap', 'api=9000:https://api.example.com', '--connect-to', 'api.example.com:443:127.0.0.1:9000'],
    names: ['--tap', '"api=9000:https://api.example.com"', 'its own port 9000'],
  },
  {
    desc: 'taps in a circle',
    args: ['--tap', 'cdn=9001:127.0.0.1:9002', '--tap', 'app=9002:127.0.0.1:9001', '--tap', 'web=9003:127.0.0.1:9001'],
    names: [/"cdn=.*cdn → app → cdn.*"app=.*app → cdn → app\)/],
  },
  {
    desc: 'connect-to of three parts',
    args: ['--connect-to', 'a:1:b'],
    names: ['--connect-to', '"a:1:b"', CONNECT_FORM],
  },
  {
    desc: 'connect-to with a bad port',
    args: ['--connect-to', 'a:1:b:99999'],
    names: ['--connect-to', '99999', CONNECT_FORM],
  },
  {
    desc: 'a CA file that is not there',
    args: ['--upstream-ca', '/nonexistent.pem'],
    names: ['--upstream-ca', '/nonexistent.pem', 'PEM'],
  },
  {
    desc: 'a CA file that is none',
    args: ['--upstream-ca', 'package.json'],
    names: ['--upstream-ca', 'package.json', 'PEM'],
  },
  { desc: 'a memory limit that is none', args: ['--memory-limit', 'lots'], names: ['--memory-limit', '"lots"', '64m'] },
  { desc: 'two mistakes', args: ['--port', 'abc', '--tap', 'x'], names: ['--port', '"abc"', '--tap', '"x"'] },
  { desc: 'a taken port', args: ['serve', '--port', 'TAKEN'], names: ['TAKEN', 'taken', '--port'] },
  {
    desc: 'a taken port for a tap',
    args: ['--port', '0', '--tap', 'api=TAKEN:http://a.test'],
    names: ['--tap api', 'TAKEN', 'taken'],
  },
  {
    desc: 'an address of another machine',
    args: ['--port', '0', '--host', '192.0.2.1'],
    names: ['--host', '192.0.2.1', '127.0.0.1'],
  },
  {
    desc: 'a host name that leads nowhere',
    args: ['--port', '0', '--host', 'nowhere.invalid'],
    names: ['--host', 'nowhere.invalid', '127.0.0.1'],
  },
  { desc: 'a host that is none', args: ['--host', 'http://x'], names: ['--host', '"http://x"', '127.0.0.1'] },
  {
    desc: 'a session file nowhere',
    args: ['--port', '0', '--session', '/nonexistent/s'],
    names: ['--session', '/nonexistent/s'],
  },
  {
    desc: 'a session file that is none',
    args: ['--port', '0', '--session', 'package.json'],
    names: ['--session', 'package.json', 'not a corscope session'],
  },
  {
    desc: 'a configuration file that is not there',
    args: ['--config', '/nonexistent.json'],
    names: ['--config', '/nonexistent.json', 'can be read'],
  },
  {
    desc: 'a configuration file that is no JSON',
    args: ['--config', 'FOLDER/text.json'],
    names: ['--config', 'FOLDER/text.json', 'JSON'],
  },
  {
    desc: 'a configuration file that is a list',
    args: ['--config', 'FOLDER/list.json'],
    names: ['FOLDER/list.json', 'JSON object'],
  },
  {
    desc: 'a configuration file with mistakes of every kind, and a flag with one',
    args: ['--config', 'FOLDER/wrong.json', '--host', '!'],
    names: [
      /wrong\.json: "colour" is not one of .*port, host, tap/,
      /wrong\.json: port: .*99999.*0 to 65535/,
      /wrong\.json: upstreamInsecure: .*yes.*true or false/,
      /wrong\.json: tap\.1: .*7.*NAME=PORT:TARGET.* object with name, port and target/,
      /wrong\.json: tap\.2: .*"api".*NAME=PORT:TARGET/,
      /wrong\.json: tap\.3\.name: expected a name/,
      /wrong\.json: tap\.3\.port: .*"80".*0 to 65535/,
      /wrong\.json: tap\.3\.target: .*\/v1.*without a path/,
      /wrong\.json: tap\.3\.listen: .*"!".*address/,
      /wrong\.json: tap\.3: .*"host" is not one of name, port, target, listen/,
      /wrong\.json: tap\.3: .*"path" is not one of name, port, target, listen/,
      /wrong\.json: tap\.4: "api" is not a unique name/,
      /wrong\.json: connectTo\.0: .*nonsense.*HOST:PORT:ADDR:PORT/,
      /wrong\.json: bodyLimit: .*true.*number of bytes/,
      /--host: "!" is not an address/,
    ],
  },
  { desc: 'open without a URL', args: ['open'], names: ['URL'] },
  { desc: 'open with what is no URL', args: ['open', 'example.com'], names: ['"example.com"', 'https://'] },
  { desc: 'open with a file', args: ['open', 'file:///etc/passwd'], names: ['"file:///etc/passwd"', 'https://'] },
  { desc: 'open with two URLs', args: ['open', 'http://a.test', 'http://b.test'], names: ['open'] },
  {
    desc: 'a browser that is not there',
    args: ['open', 'http://a.test', '--browser', '/nonexistent'],
    names: ['--browser', '/nonexistent'],
  },
  {
    desc: 'a browser that nobody knows',
    args: ['open', 'http://a.test', '--browser', 'netscape'],
    names: ['--browser', 'netscape', 'chromium'],
  },
  {
    desc: 'a case that the lab has not',
    args: ['lab', '--only', 'nope'],
    names: ['--only', '"nope"', 'no-cors-headers'],
  },
  {
    desc: 'a browser for the lab that is not there',
    args: ['lab', '--headless', '--browser', '/nonexistent'],
    names: ['--browser', '/nonexistent'],
  },
  { desc: 'ca with another word', args: ['ca', 'frob'], names: ['ca', '"frob"', 'path', 'renew'] },
];

let taken: Server;
let folder: string;

beforeAll(async () => {
  taken = createServer();
  await once(taken.listen(0, '127.0.0.1'), 'listening');
});
afterAll(() => taken.close());

function filled(text: string): string {
  return text.replaceAll('TAKEN', String((taken.address() as AddressInfo).port)).replaceAll('FOLDER', folder);
}

function makeFiles(): void {
  folder = tempFolder();
  writeFileSync(join(folder, 'text.json'), 'port 4321\nand more\n');
  writeFileSync(join(folder, 'list.json'), '[1, 2]');
  const wrong = {
    colour: 'red',
    port: 99999,
    upstreamInsecure: 'yes',
    tap: [
      'api=0:http://a.test',
      7,
      'api',
      { port: '80', target: 'http://a.test/v1', listen: '!', host: 'x', path: '/' },
      { name: 'api', port: 0, target: 'b.test:80' },
    ],
    connectTo: ['nonsense'],
    bodyLimit: true,
  };
  writeFileSync(join(folder, 'wrong.json'), JSON.stringify(wrong));
}

describe('wrong arguments: exit code 2, one line that says what would be right, nothing started', () => {
  it.each(ROWS)('$desc', async ({ args, names }) => {
    makeFiles();
    const home = join(folder, 'home');
    mkdirSync(home);
    const corscope = run(args.map(filled), home);
    expect({ code: await corscope.ended, stdout: corscope.stdout, stderr: corscope.stderr }).toMatchObject({
      code: 2,
      stdout: '',
    });
    const lines = corscope.stderr.split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toBe('');
    expect(lines[0]).toMatch(/^corscope: /);
    for (const name of names) expect(lines[0]).toMatch(typeof name === 'string' ? literal(filled(name)) : name);
    expect(readdirSync(home).filter(name => !name.startsWith('ca.'))).toEqual([]);
  });
});

function literal(text: string): RegExp {
  return new RegExp(text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
}
