import { readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLog } from '../../src/main/lib/log.ts';
import { openLogFile } from '../../src/main/lib/log-file.ts';
import { temporaryFolder } from '../support/folder.ts';

const planted = {
  botToken: '123456789:AAHplantedBotTokenThatNobodyMaySee12345',
  channelKey: `ark_${'0123456789abcdef'.repeat(3).slice(0, 40)}`,
  geminiKey: 'AIzaSyPlantedKeyThatNobodyMaySee_0123456',
  openaiKey: 'sk-proj-plantedKeyThatNobodyMaySee0123',
  password: 'p1anted-passw0rd',
};

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  let text = '';
  write(createLog('debug', { write: (line) => (text += line) }));
  return text;
}

describe('the log', () => {
  it('keeps secrets out of fields, however they are named and nested', () => {
    const text = logged((log) =>
      log.info({
        token: planted.botToken,
        settings: { apiKey: planted.geminiKey, smtp: { password: planted.password } },
        connectionString: `Server=db;Password=${planted.password}`,
      }),
    );
    for (const secret of Object.values(planted)) expect(text).not.toContain(secret);
    expect(text).toContain('[redacted]');
  });

  it('keeps secrets out of errors that others wrote, and of their causes', () => {
    const cause = new Error(
      `connect postgres://sara:${planted.password}@db/x failed; Server=db;Pwd="${planted.password}";`,
    );
    const error = new Error(
      `GET https://api.telegram.org/bot${planted.botToken}/getMe with Bearer ${planted.openaiKey}, ${planted.channelKey}, ${planted.geminiKey}`,
      { cause },
    );
    const text = logged((log) => log.error({ err: error }, 'it failed'));
    for (const secret of Object.values(planted)) expect(text).not.toContain(secret);
    expect(text).toContain('api.telegram.org');
    expect(text).toContain('sara');
  });

  it('fails nobody where the disk is full', () => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'bot.log');
    symlinkSync('/dev/full', path);
    using file = openLogFile(path, { maxBytes: 40, keep: 2 });
    for (let n = 0; n < 3; n += 1) file.write(`{"n":${n}}\n`);
    expect(readdirSync(folder.path)).toEqual(['bot.log']);
  });

  it('rotates by size and keeps no more files than asked', () => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'logs', 'bot.log');
    {
      using file = openLogFile(path, { maxBytes: 100, keep: 2 });
      for (let n = 0; n < 20; n += 1)
        file.write(`line ${String(n).padStart(3, '0')} ${'x'.repeat(30)}\n`);
    }
    expect(readdirSync(join(folder.path, 'logs')).sort()).toEqual([
      'bot.log',
      'bot.log.1',
      'bot.log.2',
    ]);
    expect(readFileSync(path, 'utf8')).toContain('line 019');
  });
});
