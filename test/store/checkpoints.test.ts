import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { managerFile, openManager } from '../../src/main/store/manager/manager.ts';
import { requireUnused } from '../../src/main/store/unused.ts';
import { temporaryFolder } from '../support/folder.ts';

/** So many transactions that each put `text` in the place of the one before. */
function write(store: ReturnType<typeof openManager>, text: string, times: number): void {
  const value = JSON.stringify(text);
  const row = { key: 'k', value, changed_at: 'now' };
  const query = store.query
    .insertInto('settings')
    .values(row)
    .onConflict((one) => one.column('key').doUpdateSet({ value }));
  for (let time = 0; time < times; time += 1) store.relaxed(() => store.run(query));
}

describe('checkpoints', () => {
  it('copy the log back while the store is in use, and let it start anew', async () => {
    using folder = temporaryFolder();
    using store = openManager(folder.path);
    const path = join(folder.path, 'manager.sqlite');
    const copied = (text: string) => readFileSync(path).includes(text);
    write(store, 'the first', 10);
    expect(copied('the first')).toBe(false);
    const sizes: number[] = [];
    for (const text of ['the second', 'the third', 'the fourth', 'the fifth']) {
      write(store, text, 300);
      await vi.waitFor(() => expect(copied(text)).toBe(true), 60_000);
      sizes.push(statSync(`${path}-wal`).size);
    }
    // Written four times over, and no longer than after the first two.
    expect(Math.max(...sizes)).toBeLessThan((sizes[0] ?? 0) * 2);
  });

  it('are over when the store is closed', () => {
    using folder = temporaryFolder();
    const store = openManager(folder.path);
    write(store, 'the only', 250);
    store[Symbol.dispose]();
    expect(existsSync(join(folder.path, 'manager.sqlite-wal'))).toBe(false);
    requireUnused(folder.path, managerFile);
  });
});
