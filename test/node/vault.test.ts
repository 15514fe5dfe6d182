import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createVault } from '../../src/main/node/secrets/vault.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'diwan-vault-'));
});
afterEach(() => rmSync(home, { recursive: true }));

describe('the encrypted vault', () => {
  it('keeps secrets across restarts and shows none of them in its file', async () => {
    const vault = createVault(home, 'correct horse');
    await Promise.all([
      vault.set('a', 'planted-one'),
      vault.set('ب', 'planted-two'),
      vault.set('c', 'x'),
    ]);
    await vault.delete('c');
    const again = createVault(home, 'correct horse');
    expect(await Promise.all(['a', 'ب', 'c'].map((name) => again.get(name)))).toEqual([
      'planted-one',
      'planted-two',
      null,
    ]);
    expect(readFileSync(join(home, 'vault.json'), 'utf8')).not.toMatch(/planted|"a"|ب/);
  });

  it('refuses a wrong passphrase and a changed file, and leaves the file as it is', async () => {
    await createVault(home, 'correct horse').set('a', '1');
    const path = join(home, 'vault.json');
    const kept = readFileSync(path, 'utf8');
    const wrong = createVault(home, 'battery staple');
    await expect(wrong.get('a')).rejects.toMatchObject({ code: 'secrets_passphrase' });
    await expect(wrong.set('a', '2')).rejects.toMatchObject({ code: 'secrets_passphrase' });
    expect(readFileSync(path, 'utf8')).toBe(kept);

    writeFileSync(
      path,
      kept.replace(/"data":"(.)/, (_, first) => `"data":"${first === 'A' ? 'B' : 'A'}`),
    );
    await expect(createVault(home, 'correct horse').get('a')).rejects.toMatchObject({
      code: 'secrets_passphrase',
    });
  });
});
