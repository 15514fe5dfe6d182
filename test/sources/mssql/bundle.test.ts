import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { expect, onTestFinished, test } from 'vitest';
import type { CreateEngine } from '../../../src/main/sources/source.ts';
import { checked, limits, never, serve, targetOf, tools } from './support.ts';

const root = resolve(import.meta.dirname, '../../..');

/** The engine as the appliance ships it: with its dependencies in the bundle. */
async function bundled(): Promise<CreateEngine> {
  const outDir = await mkdtemp(join(tmpdir(), 'diwan-bundle-'));
  onTestFinished(() => rm(outDir, { recursive: true }));
  await build({
    configFile: false,
    logLevel: 'error',
    root,
    ssr: { noExternal: true },
    build: {
      ssr: true,
      target: 'node22',
      outDir,
      rolldownOptions: {
        input: { engine: resolve(root, 'src/main/sources/mssql/index.ts') },
        output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  });
  const path = pathToFileURL(join(outDir, 'engine.mjs')).href;
  const engine: { createEngine: CreateEngine } = await import(/* @vite-ignore */ path);
  return engine.createEngine;
}

test('in a bundle too, the driver Diwan mends is the driver it uses', async () => {
  const columns = [
    { name: 'd', type: 'decimal(38,10)' },
    { name: 'o', type: 'datetimeoffset(7)' },
  ];
  const row = ['1234567890123456789012345678.0123456789', '2024-01-01 00:00:00.1234567 +03:00'];
  const server = await serve({ answers: [{ match: /exact/, columns, rows: [row] }] });
  const createEngine = await bundled();
  await using engine = createEngine(tools());
  const source = engine.open(targetOf(server), 'anywhere');
  const result = await source.run(checked('SELECT exact'), limits(), never);
  expect(result.rows).toEqual([[row[0], '2024-01-01T00:00:00.1234567+03:00']]);
});
