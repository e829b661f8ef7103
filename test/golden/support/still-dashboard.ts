import { appendFile, cp, mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DASHBOARD_FILES } from '../../../proxy/package-files.ts';

const { resolve } = createRequire(import.meta.url);

/** The same letters on every machine, and signs that Inter has not. */
const FONTS: Readonly<Record<string, string>> = {
  'inter.woff2': '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  'signs.ttf': 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
  'mono.ttf': 'dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf',
  'mono-bold.ttf': 'dejavu-fonts-ttf/ttf/DejaVuSansMono-Bold.ttf',
};

const STILL = `
@font-face { font-family: "Still Sans"; font-weight: 100 900; src: url("/fonts/inter.woff2"); }
@font-face { font-family: "Still Signs"; src: url("/fonts/signs.ttf"); }
@font-face { font-family: "Still Mono"; src: url("/fonts/mono.ttf"); }
@font-face { font-family: "Still Mono"; font-weight: 700; src: url("/fonts/mono-bold.ttf"); }
:root {
  --sans: "Still Sans", "Still Signs";
  --mono: "Still Mono", "Still Signs";
  --quick: 0ms;
  --patience: 0ms;
}
* { caret-color: transparent !important; }
`;

/** Letters are measured when the page starts: the fonts are there before it does. */
const FIRST = `
const fonts = ['400 12px "Still Mono"', '700 12px "Still Mono"', '400 13px "Still Sans"', '13px "Still Signs"'];
await Promise.all(fonts.map(font => document.fonts.load(font)));
await import('MAIN');
`;

/** A copy of the built dashboard that looks the same whatever the machine has of fonts: its folder, to be removed. */
export async function stillDashboard(): Promise<URL> {
  const folder = await mkdtemp(join(tmpdir(), 'corscope-still-'));
  await cp(DASHBOARD_FILES, folder, { recursive: true });
  await mkdir(join(folder, 'fonts'));
  for (const [name, module] of Object.entries(FONTS)) await cp(resolve(module), join(folder, 'fonts', name));
  const styles = (await readdir(join(folder, 'assets'))).filter(name => name.endsWith('.css'));
  for (const name of styles) await appendFile(join(folder, 'assets', name), STILL);
  const page = await readFile(join(folder, 'index.html'), 'utf8');
  const main = /src="\.(\/assets\/[^"]+\.js)"/.exec(page)?.[1] ?? '';
  await writeFile(join(folder, 'fonts', 'first.js'), FIRST.replace('MAIN', main));
  await writeFile(join(folder, 'index.html'), page.replace(`.${main}`, './fonts/first.js'));
  return pathToFileURL(`${folder}/`);
}
