import { type FileHandle, open } from 'node:fs/promises';
import { arch, cpus, freemem, platform, release, totalmem } from 'node:os';
import { join } from 'node:path';
import type { HealthItem } from '../../preload/contract/entries/overview.ts';
import type { Settings } from '../../preload/contract/settings.ts';
import { nothingThere } from '../lib/nothing-there.ts';
import { redact } from '../lib/redact.ts';
import type { ManagerStore } from '../store/manager/manager.ts';

export interface DiagnosticsDeps {
  home: string;
  version: string;
  now: string;
  settings: Settings;
  manager: ManagerStore;
  health: readonly HealthItem[];
}

const logBytes = 200_000;

/** What helps to find a fault: versions, settings, health, sizes, the last of the log. No secrets. */
export async function diagnostics(deps: DiagnosticsDeps): Promise<string> {
  const { version, now, settings, health, manager } = deps;
  const bundle = {
    version,
    now,
    node: process.version,
    machine: { platform: platform(), release: release(), arch: arch(), cpus: cpus().length },
    memory: { free: freemem(), total: totalmem(), own: process.memoryUsage() },
    uptimeSeconds: Math.round(process.uptime()),
    settings,
    health,
    store: Object.fromEntries(
      counted.map((table) => [
        table,
        manager.file.prepare(`SELECT count(*) FROM ${table}`).pluck().get(),
      ]),
    ),
    log: (await tail(join(deps.home, 'logs', 'bot.log'))).split('\n'),
  };
  return `${redact(JSON.stringify(bundle, null, 1))}\n`;
}

const counted = ['users', 'organizations', 'database_connections', 'activity', 'inbox'] as const;

/** The end of a file, or why it cannot be read; nothing where there is none. */
async function tail(path: string): Promise<string> {
  try {
    const file = await open(path, 'r').catch(nothingThere);
    return file === null ? '' : await endOf(file);
  } catch (error) {
    return String(error);
  }
}

async function endOf(file: FileHandle): Promise<string> {
  try {
    const { size } = await file.stat();
    const from = Math.max(0, size - logBytes);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(logBytes), 0, logBytes, from);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}
