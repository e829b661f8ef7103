import { chmodSync, rmSync } from 'node:fs';
import { build } from 'vite';

/**
 * Builds `dist/`: the command line in a few files (a start that loads ninety is twice as slow) and the dashboard. Types are
 * the business of `npm run check`.
 */
rmSync('dist', { recursive: true, force: true });
await build({
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  build: {
    ssr: 'proxy/cli/main.ts',
    outDir: 'dist/cli',
    target: 'node20',
    minify: false,
    rollupOptions: { output: { entryFileNames: 'main.js', chunkFileNames: '[name]-[hash].js' } },
  },
});
await build({ root: 'dashboard', configFile: 'dashboard/vite.config.ts', logLevel: 'warn' });
chmodSync('dist/cli/main.js', 0o755);
