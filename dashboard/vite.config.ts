import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';

export default defineConfig({
  base: './',
  // Nothing inlined: the page is served under a policy that allows scripts, styles and images from itself only.
  build: {
    outDir: '../dist/dashboard',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    // one file, which index.html names
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    // Half of it is the public-suffix list; it comes from this machine.
    chunkSizeWarningLimit: 1000,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  plugins: [svelte({ configFile: false }), fetchPage()],
});

/**
 * `main.ts` opens the live stream first; the rest of the page is fetched at the same time, not after it. As a script of its
 * own it belongs to what a document loads: it takes keys once it is loaded.
 */
function fetchPage(): Plugin {
  return {
    name: 'fetch-page',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle = {} }) {
        const page = Object.values(bundle).find(file => file.type === 'chunk' && file.name === 'page');
        if (page === undefined) return [];
        const attrs = { type: 'module', crossorigin: true, src: `./${page.fileName}` };
        return [{ tag: 'script', attrs, injectTo: 'head' }];
      },
    },
  };
}
