import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'vite';
import { withoutExamples } from './without-examples.ts';

/**
 * Builds `dist/`: the command line in a few files (a start that loads ninety is twice as slow) and the dashboard. Types are
 * the business of `npm run check`.
 *
 * The command line is built as CommonJS: node's loader for ES modules, and the facade that it makes of every module of
 * node's own, are 10 to 15 ms of each start.
 */
rmSync('dist', { recursive: true, force: true });
await build({
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  plugins: [withoutExamples()],
  // every start needs them: commander's six files cost twice as much as one, and env-paths is no CommonJS
  ssr: { noExternal: ['commander', 'env-paths'] },
  build: {
    ssr: 'proxy/cli/main.ts',
    outDir: 'dist/cli',
    target: 'node20',
    minify: false,
    rollupOptions: { output: { format: 'cjs', entryFileNames: 'main.js', chunkFileNames: '[name]-[hash].js' } },
  },
});
writeFileSync('dist/cli/package.json', '{ "type": "commonjs" }\n');
await build({
  root: 'dashboard',
  configFile: 'dashboard/vite.config.ts',
  plugins: [withoutExamples()],
  logLevel: 'warn',
});
chmodSync('dist/cli/main.js', 0o755);
