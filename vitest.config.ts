import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // a browser that starts on a busy machine takes its time
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // what is polled for comes when it comes: a second is no bound on a machine that runs two browsers
    expect: { poll: { timeout: 15_000 } },
    maxWorkers: 2,
  },
});
