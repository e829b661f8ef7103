import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from '../ground/dist.ts';
import { figure } from '../report/format.ts';
import type { Section } from './section.ts';

const NAME = 'install';
const COLUMNS = ['', 'packages', 'MB', 'native files'];
const MEGABYTE = 1024 ** 2;

/** What a user gets: the packed tarball, installed into an empty folder. */
export const install: Section = {
  name: NAME,
  async run({ results, options, dir }) {
    if (!options.install) {
      results.skip(NAME, 'only with --install: it asks the registry');
      return { title: 'Install', note: 'Only with `--install`.', columns: COLUMNS, rows: [] };
    }
    const folder = join(dir, 'install');
    mkdirSync(folder);
    const pack = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
    const [packed] = JSON.parse(npm(pack, fileURLToPath(ROOT))) as { filename: string }[];
    npm(['init', '-y'], folder);
    npm(['install', '--omit=dev', '--no-audit', '--no-fund', join(folder, packed?.filename ?? '')], folder);
    const lock = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')) as { packages: object };
    const files = filesUnder(join(folder, 'node_modules'));
    const packages = Object.keys(lock.packages).length - 1;
    const megabytes = files.reduce((sum, path) => sum + statSync(path).size, 0) / MEGABYTE;
    const native = files.filter(path => /\.node$|binding\.gyp$/.test(path)).length;
    results.add(`${NAME}.packages`, packages);
    results.add(`${NAME}.megabytes`, megabytes);
    results.add(`${NAME}.native`, native);
    return {
      title: 'Install',
      note: '`npm pack`, then `npm install --omit=dev` of the tarball into an empty folder.',
      columns: COLUMNS,
      rows: [['corscope and all it needs', String(packages), figure(megabytes), String(native)]],
    };
  },
};

function npm(args: readonly string[], cwd: string): string {
  return execFileSync('npm', [...args], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name));
}
