import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: resolve(import.meta.dirname, '..'),
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: [resolve(import.meta.dirname, 'support/build.ts')],
    // Real servers and child processes: a shared, noisy machine may need the time.
    testTimeout: 90_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    pool: 'forks',
    passWithNoTests: false,
  },
});
