import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const every = 'test/**/*.test.{ts,tsx}';
/** What drives the built appliance, and what puts another module in the place of one. */
const alone = ['test/e2e/**/*.test.ts', 'test/attack/electron.test.ts'];

export default defineConfig({
  root: resolve(import.meta.dirname, '..'),
  test: {
    globalSetup: [resolve(import.meta.dirname, 'support/build.ts')],
    // Real servers and child processes: a shared, noisy machine may need the time. No test asks for
    // less than this, so that none fails for being slow alone.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
    maxWorkers: 2,
    pool: 'forks',
    passWithNoTests: false,
    unstubEnvs: true,
    // By their names, so that the long ones come first. The parts keep nothing outside of what a
    // test makes for itself: a process for all of them loads each module once.
    projects: [
      { extends: true, test: { name: 'appliance', include: alone } },
      {
        extends: true,
        test: { name: 'parts', include: [every], exclude: alone, isolate: false },
      },
    ],
  },
});
