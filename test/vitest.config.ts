import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: resolve(import.meta.dirname, '..'),
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: [resolve(import.meta.dirname, 'support/build.ts')],
    // Real servers and child processes: a shared, noisy machine may need the time. No test asks for
    // less than this, so that none fails for being slow alone.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
    maxWorkers: 2,
    pool: 'forks',
    passWithNoTests: false,
  },
});
