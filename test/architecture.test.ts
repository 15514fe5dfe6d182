import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importsOf, sourceFiles, violations } from './support/architecture.ts';
import { maxLines, readsEnvironment, rules } from './support/architecture-rules.ts';

const root = resolve(import.meta.dirname, '..');
const files = sourceFiles(root, 'src');

describe('the house', () => {
  it('imports one way only', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(violations(files.flatMap(importsOf), rules)).toEqual([]);
  });

  it('has no file over 400 lines', () => {
    const long = [...files, ...sourceFiles(root, 'test')].filter(
      (file) => file.text.split('\n').length > maxLines,
    );
    expect(long.map((file) => file.path)).toEqual([]);
  });

  it('reads the environment at its entries only', () => {
    const readers = files.filter((file) => /\bprocess\.env\b/.test(file.text));
    expect(readers.map((file) => file.path).filter((path) => !readsEnvironment.test(path))).toEqual(
      [],
    );
  });
});

describe('the check itself', () => {
  const planted = (path: string, text: string) => violations(importsOf({ path, text }), rules);

  it.each([
    ['src/main/lib/x.ts', "import type { Ask } from '../ask/question.ts';"],
    ['src/main/ask/x.ts', "export { serve } from '../web/server.ts';"],
    ['src/main/ask/x.ts', "const pg = await import('pg');"],
    ['src/main/people/x.ts', "import keytar from 'keytar';"],
    ['src/main/costs/x.ts', "import { app } from 'electron';"],
    ['src/renderer/owner/x.tsx', "import { createApp } from '../../main/app.ts';"],
    ['src/preload/contract/x.ts', "import { Hono } from 'hono';"],
    ['src/main/channels/telegram/x.ts', "import { createApp } from '../../app.ts';"],
    ['src/main/sources/mssql/x.ts', "import { ask } from '../../ask/ask.ts';"],
    ['src/main/web/x.ts', "import Database from 'better-sqlite3';"],
  ])('finds what %s must not do', (path, text) => {
    expect(planted(path, text)).toHaveLength(1);
  });

  it('lets allowed imports pass', () => {
    expect(planted('src/main/sources/mssql/run.ts', "import sql from 'mssql';")).toEqual([]);
    expect(planted('src/main/ask/x.ts', "import { z } from 'zod';")).toEqual([]);
  });
});
