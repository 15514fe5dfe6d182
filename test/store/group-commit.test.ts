import { fork } from 'node:child_process';
import { once } from 'node:events';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { GroupCommit } from '../../src/main/store/group-commit.ts';
import { LogFlush } from '../../src/main/store/log-flush.ts';
import { type ManagerStore, openManager } from '../../src/main/store/manager/manager.ts';
import { temporaryFolder } from '../support/folder.ts';

const keep = (store: ManagerStore, key: string) =>
  store.run(store.query.insertInto('settings').values({ key, value: '1', changed_at: 'now' }));
const keys = (store: ManagerStore) =>
  store.all(store.query.selectFrom('settings').select('key').orderBy('key')).map(({ key }) => key);

function counting(store: ManagerStore) {
  const counted = {
    transactions: 0,
    flush: () => store.flush(),
    flushNow: () => store.flushNow(),
    relaxed: <Value>(work: () => Value) => {
      counted.transactions += 1;
      return store.relaxed(work);
    },
  };
  return counted;
}

describe('a group commit', () => {
  it('resolves each with its own value, in one transaction', async () => {
    using folder = temporaryFolder();
    using store = openManager(folder.path);
    const counted = counting(store);
    const group = new GroupCommit(counted);
    const lengths = await Promise.all(
      ['a', 'bb', 'ccc'].map((key) =>
        group.run(() => {
          keep(store, key);
          return key.length;
        }),
      ),
    );
    expect(lengths).toEqual([1, 2, 3]);
    expect(keys(store)).toEqual(['a', 'bb', 'ccc']);
    expect(counted.transactions).toBe(1);
  });

  it.each([
    ['among company waits for who comes a turn later', 3, true],
    ['waits for nobody where each came alone', 1, false],
  ])('%s', async (_, together, waits) => {
    using folder = temporaryFolder();
    using store = openManager(folder.path);
    const counted = counting(store);
    const group = new GroupCommit(counted);
    let shared = 0;
    // It waits for milliseconds, which a busy machine may take from it: now and then is enough.
    for (let round = 0; round < 30; round += 1) {
      const crowd = Array.from({ length: together }, (_one, n) => `crowd ${round} ${n}`);
      await Promise.all(crowd.map((key) => group.run(() => keep(store, key))));
      counted.transactions = 0;
      const first = group.run(() => keep(store, `first ${round}`));
      await nextTurn();
      await Promise.all([first, group.run(() => keep(store, `next ${round}`))]);
      if (counted.transactions === 1) shared += 1;
    }
    expect(shared > 0).toBe(waits);
    expect(keys(store)).toHaveLength(30 * (together + 2));
  });

  it('takes back the one that fails and keeps the others', async () => {
    using folder = temporaryFolder();
    using store = openManager(folder.path);
    const group = new GroupCommit(store);
    const ends = await Promise.allSettled([
      group.run(() => keep(store, 'a')),
      group.run(() => {
        keep(store, 'b');
        throw new RangeError('no');
      }),
      group.run(() => keep(store, 'c')),
    ]);
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(keys(store)).toEqual(['a', 'c']);
    await expect(
      group.run(() => {
        keep(store, 'd');
        throw new RangeError('no');
      }),
    ).rejects.toThrow('no');
    expect(keys(store)).toEqual(['a', 'c']);
  });

  it('is visible at once to who reads the same store, on the disk when it resolves', async () => {
    using folder = temporaryFolder();
    using store = openManager(folder.path);
    const group = new GroupCommit(store);
    await Promise.all(Array.from({ length: 50 }, (_, n) => group.run(() => keep(store, `k${n}`))));
    // Another process, which shares no cache with this one, finds every row.
    const reader = fork(join(import.meta.dirname, 'reading-child.ts'), [folder.path]);
    const [count] = await once(reader, 'message');
    expect(count).toBe(50);
  });

  it('keeps each of many that come one by one, and undoes the one that fails', async () => {
    using folder = temporaryFolder();
    using store = openManager(folder.path);
    const group = new GroupCommit(store);
    for (let n = 0; n < 30; n += 1) {
      await group.run(() => keep(store, `k${n}`));
      const failing = group.run(() => {
        keep(store, `bad${n}`);
        throw new RangeError('no');
      });
      await expect(failing).rejects.toThrow('no');
    }
    expect(keys(store).filter((key) => key.startsWith('k'))).toHaveLength(30);
    expect(keys(store).filter((key) => key.startsWith('bad'))).toEqual([]);
  });

  it('makes up for a sync that failed before it trusts the next one', async () => {
    using folder = temporaryFolder();
    let mended = 0;
    using flush = new LogFlush(join(folder.path, 'elsewhere'), () => {
      mended += 1;
    });
    await expect(flush.flush()).rejects.toThrow('ENOENT');
    // What cannot be synced stands for a disk that refuses.
    symlinkSync('/dev/null', join(folder.path, 'elsewhere-wal'));
    for (const before of [0, 1]) {
      await expect(flush.flush()).rejects.toThrow('EINVAL');
      expect({ mended, broken: flush.broken }).toEqual({ mended: before, broken: true });
    }
  });

  it('lets the store be closed while it waits', async () => {
    using folder = temporaryFolder();
    const store = openManager(folder.path);
    const group = new GroupCommit(store);
    const written = group.run(() => keep(store, 'a'));
    await nextTurn();
    store[Symbol.dispose]();
    await written;
    using again = openManager(folder.path);
    expect(keys(again)).toEqual(['a']);
  });
});
