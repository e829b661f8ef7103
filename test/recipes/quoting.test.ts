import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { findServer, type ServerProgram } from '../../scripts/find-server.ts';
import { apacheValue, apacheWord } from '../../shared/fixes/recipes/quote/apache.ts';
import { caddyString } from '../../shared/fixes/recipes/quote/caddy.ts';
import { haproxyString, haproxyValue } from '../../shared/fixes/recipes/quote/haproxy.ts';
import { jsString, jsStrings } from '../../shared/fixes/recipes/quote/javascript.ts';
import { DOLLAR, nginxKey, nginxString } from '../../shared/fixes/recipes/quote/nginx.ts';
import { vclString } from '../../shared/fixes/recipes/quote/vcl.ts';
import { yamlString, yamlStrings } from '../../shared/fixes/recipes/quote/yaml.ts';
import { startApache } from '../support/servers/apache.ts';
import { startCaddy } from '../support/servers/caddy.ts';
import { startHaproxy } from '../support/servers/haproxy.ts';
import { startNginx } from '../support/servers/nginx.ts';
import type { Server } from '../support/servers/server.ts';
import { startVarnish } from '../support/servers/varnish.ts';
import { ask } from './support/ask.ts';

/** What means something in one of the languages, or could end a string of it. */
const PIECES = [
  ...['"', "'", '`', '\\', '\\\\', '\\"', '$', '${', '$(', '$1', '$http_origin', '%', '%%', '%[', '%{', '%h', '#'],
  ...['{', '}', '{{', '}}', '"}', '{"', '(', ')', '[', ']', ';', ',', ':', '|', '&', '&&', '<', '>', '<%', '*', '?'],
  ...['+', '.', '^', '~', '!', '=', '@', '/', '//', '/*', '*/', '-', '--', ' ', '  ', ' #', ': ', '- ', '\\n', '\\x22'],
  ...[
    'expr=',
    'default',
    'include',
    'true',
    'null',
    'regsub',
    '{env.HOME}',
    '{http.request.host}',
    '{$HOME}',
    '$' + '{HOME}',
  ],
];
const TEXTS = PIECES.flatMap(a => [`x${a}`, `${a}x`, `x${a}y`, ...PIECES.map(b => `x${a}${b}y`)]);
/** No text of a policy has any of these, and no helper lets them through. */
const INVISIBLE = [
  '\n',
  '\r',
  '\r\n',
  '\t',
  '\0',
  '\x1b',
  '\x7f',
  '\u0080',
  '\u00e9',
  '\u2028',
  '\u2029',
  '\ufeff',
  '😀',
];

const HELPERS: Readonly<Record<string, (text: string) => string>> = {
  ...{ apacheValue, apacheWord, caddyString, haproxyString, haproxyValue, jsString, nginxKey, nginxString },
  ...{ vclString, yamlString },
};

describe('every helper', () => {
  it.each(Object.entries(HELPERS))('%s refuses what cannot be seen', (_name, quote) => {
    for (const text of INVISIBLE)
      for (const hostile of [text, `a${text}b`]) expect(() => quote(hostile)).toThrow(RangeError);
  });

  it.each(Object.entries(HELPERS))('%s writes one line of visible ASCII, or refuses', (_name, quote) => {
    for (const text of TEXTS) expect(quotedBy(quote, text) ?? '').toMatch(/^[\x20-\x7e]*$/);
  });
});

describe('a language that reads them here', () => {
  it('JavaScript', () => {
    expect(runInNewContext(jsStrings(TEXTS), {})).toEqual(TEXTS);
  });

  it('YAML, whose double-quoted scalars are JSON’s where nothing but quotes and backslashes is escaped', () => {
    expect(JSON.parse(yamlStrings(TEXTS))).toEqual(TEXTS);
  });
});

interface ServerLanguage {
  readonly program: ServerProgram;
  quote(text: string): string;
  /** How many of the texts it may refuse. */
  readonly refuses: RegExp | null;
  /** Starts a server that sends these headers, their values quoted already. */
  start(headers: readonly (readonly [name: string, quoted: string])[]): Promise<Server>;
}

const LANGUAGES: readonly ServerLanguage[] = [
  {
    program: 'nginx',
    quote: nginxString,
    refuses: null,
    start: headers =>
      startNginx(({ port }) => {
        const lines = headers.map(([name, quoted]) => `add_header ${name} ${quoted};`);
        return `${DOLLAR}\nserver { listen 127.0.0.1:${port}; ${lines.join('\n')}\nlocation / { return 204; } }`;
      }),
  },
  {
    program: 'apache2',
    quote: apacheValue,
    refuses: /\$\{|^expr=/,
    start: headers =>
      startApache(() => {
        const lines = headers.map(([name, quoted]) => `Header always set ${name} ${quoted}`);
        return `${lines.join('\n')}\nRewriteEngine On\nRewriteRule ^ - [R=204,L]`;
      }),
  },
  {
    program: 'caddy',
    quote: caddyString,
    refuses: /[{}\\]/,
    start: headers =>
      startCaddy(({ port }) => {
        const lines = headers.map(([name, quoted]) => `header ${name} ${quoted}`);
        return `http://127.0.0.1:${port} {\n${lines.join('\n')}\nrespond 204\n}`;
      }),
  },
  {
    program: 'haproxy',
    quote: haproxyValue,
    refuses: null,
    start: headers =>
      startHaproxy(({ port }) => {
        const lines = headers.map(([name, quoted]) => `http-after-response set-header ${name} ${quoted}`);
        return `frontend api\nbind 127.0.0.1:${port}\nhttp-request return status 204\n${lines.join('\n')}`;
      }),
  },
  {
    program: 'varnishd',
    quote: vclString,
    refuses: /"\}/,
    start: headers =>
      startVarnish(() => {
        const lines = headers.map(([name, quoted]) => `set resp.http.${name} = ${quoted};`);
        return `backend default none;\nsub vcl_recv { return (synth(204)); }\nsub vcl_synth { ${lines.join('\n')}\nreturn (deliver); }`;
      }),
  },
];

/** Servers take some dozens of headers, of some thousand bytes together. */
const HEADERS = 40;
const VALUE = 350;

describe.each(LANGUAGES)('the real $program', ({ program, quote, refuses, start }) => {
  it('refuses only what its language has no way to say', () => {
    const refused = TEXTS.filter(text => quotedBy(quote, text) === null);
    expect(refused).toEqual(TEXTS.filter(text => refuses?.test(text) ?? false));
  });

  it.skipIf(findServer(program) === null)('sends each text as it is', async () => {
    const texts = TEXTS.filter(text => quotedBy(quote, text) !== null && /^\S.*\S$/.test(text));
    for (const values of chunks(valuesOf(texts), HEADERS)) {
      const server = await start(values.map((value, at) => [`X-${at}`, quote(value)]));
      try {
        const answer = await ask(server.port, { path: '/' });
        expect(values.map((_, at) => answer.values(`X-${at}`))).toEqual(values.map(value => [value]));
      } finally {
        await server.stop();
      }
    }
  });
});

describe.skipIf(findServer('nginx') === null)('the real nginx', () => {
  it('finds each text as the key of a map, and nothing else', async () => {
    const keys = TEXTS.filter(text => /^\S.*\S$/.test(text)).filter((_, at) => at % 23 === 0);
    const special = ['default', 'include', 'hostnames', 'volatile', '~.*', '\\x', '~*^x'];
    const server = await startNginx(({ port }) => {
      const lines = [...keys, ...special].map((text, at) => `${nginxKey(text)} "${at}";`);
      const map = `map_hash_bucket_size 128;\nmap $http_x_key $found { default "none"; ${lines.join('\n')} }`;
      return `${map}\nserver { listen 127.0.0.1:${port}; add_header X-Found $found; location / { return 204; } }`;
    });
    try {
      const found = async (key: string) =>
        (await ask(server.port, { path: '/', lines: { 'X-Key': key } })).values('X-Found');
      for (const [at, key] of [...keys, ...special].entries()) expect(await found(key), key).toEqual([String(at)]);
      expect(await found('another')).toEqual(['none']);
    } finally {
      await server.stop();
    }
  });
});

function quotedBy(quote: (text: string) => string, text: string): string | null {
  try {
    return quote(text);
  } catch (error) {
    expect(error).toBeInstanceOf(RangeError);
    return null;
  }
}

/** Several texts in one value, which none of them may end. */
function valuesOf(texts: readonly string[]): string[] {
  const values: string[] = [];
  for (const text of texts) {
    const last = values.at(-1);
    if (last === undefined || last.length + text.length > VALUE) values.push(text);
    else values[values.length - 1] = `${last}|${text}`;
  }
  return values;
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));
}
