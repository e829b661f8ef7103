import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** Floors from the ground up: a file may import from its own floor and from those before it. */
const FLOORS = [
  'shared/http',
  'shared/trace',
  'shared/cors',
  'shared/findings',
  'shared/fixes',
  'shared/probe',
  'shared/audit',
  'shared/wire',
] as const;

/** Which top folders may reach which others, beside themselves. */
const REACH: Readonly<Record<string, readonly string[]>> = {
  shared: [],
  proxy: ['shared'],
  dashboard: ['shared'],
  scripts: ['shared', 'proxy', 'dashboard', 'test'],
  test: ['shared', 'proxy', 'dashboard', 'scripts'],
};

const MAX_LINES = 250;

/** Every import that climbs, and every source file that has grown too long; empty where all is well. */
export function wallProblems(root: string): string[] {
  return sourcesIn(root).flatMap(file => {
    const text = readFileSync(join(root, file), 'utf8');
    const lines = text.split('\n').length;
    const long = lines > MAX_LINES && !file.startsWith('test/') ? [`${file}: ${lines} lines, over ${MAX_LINES}`] : [];
    return [...long, ...importsOf(file, text).flatMap(target => problemOf(file, target))];
  });
}

function sourcesIn(root: string): string[] {
  return Object.keys(REACH).flatMap(top =>
    readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })
      .filter(name => /\.(ts|svelte)$/.test(name) && !name.includes('node_modules'))
      .map(name => join(top, name)),
  );
}

function importsOf(file: string, text: string): string[] {
  const found = text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'(\.[^']+)'/g);
  return [...found].map(([, target = '']) => normalize(join(dirname(file), target)));
}

function problemOf(file: string, target: string): string[] {
  const [from, to] = [topOf(file), topOf(target)];
  const allowed = from === to || (REACH[from] ?? []).includes(to);
  if (!allowed) return [`${file} imports ${target}: ${from}/ may not reach ${to}/`];
  const [floor, below] = [floorOf(file), floorOf(target)];
  return floor !== -1 && below > floor ? [`${file} imports ${target}: that is a floor up`] : [];
}

function topOf(path: string): string {
  return path.split('/')[0] ?? '';
}

function floorOf(path: string): number {
  return FLOORS.findIndex(floor => path.startsWith(`${floor}/`));
}
