import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  applyRestore,
  checkBackup,
  laidReady,
  withdrawRestore,
} from '../../src/main/backup/restore.ts';
import { managerFile, openManager } from '../../src/main/store/manager/manager.ts';
import { requireUnused } from '../../src/main/store/unused.ts';
import { rejected, thrown } from '../support/errors.ts';
import { temporaryFolder } from '../support/folder.ts';
import { memorySecrets } from '../support/secrets.ts';
import { machine, nameIn, passphrase, restoreInto, restoring } from './house.ts';

describe('a backup', () => {
  it('moves to another machine, with its secrets under the passphrase, and keeps what was there', async () => {
    using old = machine('old');
    using folder = temporaryFolder();
    await old.secrets.set('telegram-bot-token', 'planted-token-5521');
    await old.secrets.set('user-name-key', 'planted-key-5522');
    const file = join(folder.path, 'all.tar.gz');
    const made = await old.backup(file, passphrase);
    expect(made.manifest.secrets).toBe(true);
    const plain = gunzipSync(readFileSync(file)).toString('latin1');
    expect(plain).not.toContain('planted-');
    expect(plain).not.toContain('not for backups');

    using next = temporaryFolder();
    const home = join(next.path, 'home');
    const secrets = memorySecrets();
    await secrets.set('user-name-key', 'its-own');
    mkdirSync(join(home, 'logs'), { recursive: true });
    writeFileSync(join(home, 'logs/bot.log'), 'open at this moment\n');
    openManager(home)[Symbol.dispose]();
    expect(await rejected(restoreInto(home, secrets, file, 'a wrong passphrase'))).toBe(
      'backup_passphrase',
    );
    expect(await applyRestore(home, secrets)).toBeNull();
    await restoreInto(home, secrets, file, passphrase);
    expect(nameIn(home)).toBeUndefined();
    const done = await applyRestore(home, secrets);
    expect(nameIn(home)).toBe('old');
    expect(existsSync(join(done?.kept ?? '', 'manager.sqlite'))).toBe(true);
    expect(await secrets.get('telegram-bot-token')).toBe('planted-token-5521');
    expect(await secrets.get('before-restore:user-name-key')).toBe('its-own');
    expect(readFileSync(join(home, 'logs/bot.log'), 'utf8')).toBe('open at this moment\n');
    expect(readFileSync(join(home, 'logs/restored-bot.log'), 'utf8')).toBe('old\n');
    expect(readFileSync(join(home, 'logs/conversations/chat_-5.json'), 'utf8')).toBe('["old"]');
    expect(readdirSync(home).filter((name) => name.startsWith('restore-'))).toEqual([]);
    expect(await applyRestore(home, secrets)).toBeNull();
  });

  it('is checked without a trace, and what was laid ready can be withdrawn', async () => {
    using one = machine('one');
    using folder = temporaryFolder();
    await one.secrets.set('telegram-bot-token', 'planted-token-5523');
    const file = join(folder.path, 'all.tar.gz');
    await one.backup(file, passphrase);
    const { home, secrets } = one;
    const names = readdirSync(home);
    const checked = (typed: string | null) => checkBackup(file, restoring(home, secrets, typed));
    expect(await checked(null)).toMatchObject({ opened: false, manifest: { secrets: true } });
    expect(await checked(passphrase)).toMatchObject({ opened: true });
    expect(await rejected(checked('a wrong passphrase'))).toBe('backup_passphrase');
    expect(readdirSync(home)).toEqual(names);
    expect(await secrets.get('restored:telegram-bot-token')).toBeNull();

    await restoreInto(home, secrets, file, passphrase);
    expect(await laidReady(home)).toBe('2026-01-15T09:00:00.000Z');
    expect(await secrets.get('restored:telegram-bot-token')).toBe('planted-token-5523');
    await withdrawRestore(home, secrets);
    expect(await laidReady(home)).toBeNull();
    expect(await secrets.get('restored:telegram-bot-token')).toBeNull();
    expect(await applyRestore(home, secrets)).toBeNull();
  });

  it('does not start past a restore whose orders are there but can not be read', async () => {
    using folder = temporaryFolder();
    mkdirSync(join(folder.path, 'restore-ready/restore.json'), { recursive: true });
    await expect(applyRestore(folder.path, memorySecrets())).rejects.toThrow('EISDIR');
  });

  it('is consistent while the stores are written to', async () => {
    using busy = machine('busy');
    using folder = temporaryFolder();
    busy.costs.file.exec(`
      CREATE TABLE pairs (a INTEGER, b INTEGER);
      CREATE TABLE filler AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 2000)
        SELECT x, hex(randomblob(1000)) AS text FROM n`);
    const write = busy.costs.file.prepare('INSERT INTO pairs VALUES (?, ?)');
    let n = 0;
    const writing = setInterval(() => {
      busy.costs.transaction(() => {
        n += 1;
        write.run(n, 0);
        write.run(n, 1);
      });
    }, 1);
    try {
      await busy.backup(join(folder.path, 'b.tar.gz'));
    } finally {
      clearInterval(writing);
    }
    expect(n).toBeGreaterThan(0);
    const home = join(folder.path, 'home');
    await restoreInto(home, memorySecrets(), join(folder.path, 'b.tar.gz'));
    await applyRestore(home, memorySecrets());
    const store = openManager(home);
    store.file.exec(`ATTACH '${join(home, 'costs.sqlite')}' AS costs`);
    const odd = 'SELECT count(*) FROM (SELECT a FROM costs.pairs GROUP BY a HAVING count(*) <> 2)';
    expect(store.file.prepare(odd).pluck().get()).toBe(0);
    store[Symbol.dispose]();
  });

  it('never replaces a file, and leaves nothing behind when it fails', async () => {
    using one = machine('one');
    using folder = temporaryFolder();
    const file = join(folder.path, 'b.tar.gz');
    writeFileSync(file, 'something else');
    expect(await rejected(one.backup(file))).toBe('already_exists');
    one.manager[Symbol.dispose]();
    await expect(one.backup(join(folder.path, 'c.tar.gz'))).rejects.toThrow();
    expect(readdirSync(folder.path)).toEqual(['b.tar.gz']);
  });
});

describe('putting it in place', () => {
  it('is finished by the next start, wherever it was cut off', async () => {
    using old = machine('old');
    using folder = temporaryFolder();
    const file = join(folder.path, 'b.tar.gz');
    const { manifest } = await old.backup(file);
    const start = join(folder.path, 'start');
    mkdirSync(start);
    writeFileSync(join(start, 'manager.sqlite-wal'), 'an old log');
    {
      using store = openManager(start);
      store.file.exec(
        "INSERT INTO organizations (name, slug, created_at) VALUES ('here', 'h', '2026')",
      );
    }
    await restoreInto(start, memorySecrets(), file);
    const orders = JSON.parse(readFileSync(join(start, 'restore-ready/restore.json'), 'utf8'));
    for (let cut = 0; cut < 2 * manifest.parts.length; cut += 1) {
      const home = join(folder.path, `cut-${cut}`);
      cpSync(start, home, { recursive: true });
      let renames = 0;
      const move = (from: string, to: string) => {
        if (renames >= cut || !existsSync(join(home, from))) return;
        mkdirSync(join(home, to, '..'), { recursive: true });
        renameSync(join(home, from), join(home, to));
        renames += 1;
      };
      for (const { name } of manifest.parts) {
        move(name, `${orders.keep}/${name}`);
        move(`restore-ready/${name}`, name.replace('logs/bot.log', 'logs/restored-bot.log'));
      }
      await applyRestore(home, memorySecrets());
      expect(nameIn(home)).toBe('old');
      expect(nameIn(join(home, orders.keep))).toBe('here');
      expect(existsSync(join(home, 'restore-ready'))).toBe(false);
    }
  });

  it('waits for the appliance to be closed', () => {
    using running = machine('running');
    expect(thrown(() => requireUnused(running.home, managerFile))).toBe('store_locked');
    running.manager[Symbol.dispose]();
    expect(thrown(() => requireUnused(running.home, managerFile))).toBe('no error');
    expect(nameIn(running.home)).toBe('running');
    writeFileSync(join(running.home, 'manager.sqlite'), 'damaged beyond reading');
    expect(thrown(() => requireUnused(running.home, managerFile))).toBe('no error');
  });
});
