import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/folder.ts';

const run = promisify(execFile);
const child = join(import.meta.dirname, '../support/keychain-child.ts');

/** A session bus and home of its own, so that the machine's own keyring is not touched. */
async function inSession(home: string, before: string): Promise<unknown> {
  const script = `${before} exec "${process.execPath}" "${child}"`;
  const { stdout } = await run('dbus-run-session', ['--', 'sh', '-c', script], {
    env: { PATH: process.env.PATH, HOME: home, XDG_RUNTIME_DIR: home, XDG_DATA_HOME: home },
    timeout: 120_000,
  });
  return JSON.parse(stdout);
}

describe('the OS keychain', () => {
  it('keeps, gives and forgets secrets in a real keyring', async () => {
    using home = temporaryFolder();
    const unlock = 'printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null;';
    expect(await inSession(home.path, unlock)).toEqual({
      kind: 'keychain',
      kept: 'سرّ planted ✓',
      gone: null,
    });
  });

  it('says that there is none where no service answers', async () => {
    using home = temporaryFolder();
    const env = { PATH: process.env.PATH, HOME: home.path };
    const { stdout } = await run(process.execPath, [child], { env, timeout: 120_000 });
    expect(JSON.parse(stdout)).toEqual({ kind: 'unavailable' });
  });
});
