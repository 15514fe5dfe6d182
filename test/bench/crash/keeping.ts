import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { runToEnd } from '../../support/serve.ts';
import type { Ground, Life } from './ground.ts';
import { cutOff, type Scene } from './scene.ts';

/** A backup is made: whatever bears a backup's name afterwards can be restored whole. */
export function backingUp({ home, folder, env }: Ground): Scene {
  const backups = join(home, 'backups');
  const elsewhere = join(folder, 'restored');
  return {
    kind: 'backup',
    spanMs: 350,
    act(life) {
      cutOff(life.owner('backup.make', { passphrase: null }));
    },
    async check(life) {
      const wrong: string[] = [];
      const names = existsSync(backups) ? readdirSync(backups) : [];
      for (const name of names.filter((one) => one.endsWith('.tar.gz'))) {
        rmSync(elsewhere, { recursive: true, force: true });
        const there = { ...env, DIWAN_HOME: elsewhere };
        const { code, errors } = await runToEnd(['restore', join(backups, name)], there);
        if (code !== 0) wrong.push(`the backup ${name} is not whole: ${errors}`);
        rmSync(join(backups, name));
      }
      // The next one sweeps what the kill left.
      await life.owner('backup.make', { passphrase: null });
      const left = readdirSync(backups).filter((name) => !name.endsWith('.tar.gz'));
      for (const name of readdirSync(backups)) rmSync(join(backups, name), { recursive: true });
      return left.length === 0 ? wrong : [...wrong, `left over: ${left.join(', ')}`];
    },
  };
}

const sizes = { 'bot.log': 10_000_000, 'telegram_activity.log': 5_000_000 };
const line = `${JSON.stringify({ level: 30, msg: 'x'.repeat(200) })}\n`;

/** The logs are about to turn over while people write: every line stays whole. */
export function rotating({ telegram, home }: Ground): Scene {
  const people = [1, 2, 3, 4].map((id) => telegram.user(400 + id, { languageCode: 'en' }));
  const logs = join(home, 'logs');
  return {
    kind: 'log rotation',
    spanMs: 200,
    lay() {
      mkdirSync(logs, { recursive: true });
      for (const [name, most] of Object.entries(sizes))
        writeFileSync(join(logs, name), line.repeat(Math.floor((most - 200) / line.length)));
    },
    act() {
      for (const person of people) for (const text of ['/help', '/dbs']) person.send(text);
    },
    async check() {
      const wrong: string[] = [];
      for (const person of people)
        await person
          .sees(/1 database/, { timeout: 120_000 })
          .catch(() => wrong.push(`no word on /dbs in chat ${person.id}`));
      for (const [name, most] of Object.entries(sizes)) {
        const files = readdirSync(logs).filter((one) => one.startsWith(name));
        for (const file of files) wrong.push(...brokenLines(join(logs, file), most));
        if (!files.includes(name)) wrong.push(`${name} is gone`);
        for (const file of files) if (file !== name) rmSync(join(logs, file));
      }
      return wrong;
    },
  };
}

function brokenLines(path: string, most: number): string[] {
  const text = readFileSync(path, 'utf8');
  const wrong = text.length > most ? [`${path} holds ${text.length} bytes`] : [];
  const lines = text.split('\n').filter((one) => one !== '' && `${one}\n` !== line);
  return [...wrong, ...lines.filter((one) => !isJson(one)).map((one) => `${path}: ${one}`)];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const Settings = z.object({ settings: z.object({ queries: z.object({ maxRows: z.number() }) }) });

/** A setting is changed again and again: what was acknowledged stands, nothing in between. */
export function setting(): Scene {
  let sent = 1_000;
  let said = 1_000;
  const change = async (life: Life) => {
    for (let n = 0; n < 500; n += 1) {
      sent += 1;
      const next = sent;
      await life.owner('settings.set', { group: 'queries', change: { maxRows: next } });
      said = next;
    }
  };
  return {
    kind: 'settings',
    spanMs: 250,
    act(life) {
      cutOff(change(life));
    },
    async check(life) {
      if (sent === 1_000) return [];
      const { maxRows } = Settings.parse(await life.owner('settings.get', {})).settings.queries;
      const right = maxRows >= said && maxRows <= sent;
      sent = maxRows;
      const told = `acknowledged ${said}, sent ${sent}, found ${maxRows}`;
      said = maxRows;
      return right ? [] : [told];
    },
  };
}
