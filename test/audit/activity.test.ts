import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createConversationFiles } from '../../src/main/audit/conversation-files.ts';
import { activityCsv, activityJson } from '../../src/main/audit/export.ts';
import { createActivityLogFiles } from '../../src/main/audit/log-files.ts';
import { systemClock } from '../../src/main/lib/clock.ts';
import { createLog } from '../../src/main/lib/log.ts';
import { temporaryFolder } from '../support/folder.ts';
import { auditHouse, fill } from './house.ts';

const quiet = createLog('silent', { write: () => undefined });

describe('searching', () => {
  it('filters, pages, and never leaves its organisation', () => {
    using house = auditHouse();
    fill(house, 40);
    const own = house.activity.search({ organizationId: 1, limit: 200 });
    expect(own).toHaveLength(20);
    expect(own.every((one) => one.organizationId === 1)).toBe(true);
    const first = house.activity.search({ organizationId: 1, limit: 8 });
    const last = first.at(-1)?.id ?? 0;
    const second = house.activity.search({ organizationId: 1, limit: 8, before: last });
    expect([...first, ...second]).toEqual(own.slice(0, 16));
    expect(house.activity.search({ text: 'act-12', limit: 5 }).map(({ id }) => id)).toEqual([12]);
    expect(house.activity.search({ text: '%', limit: 5 })).toEqual([]);
    expect(house.activity.search({ text: 'database:7', organizationId: 0, limit: 5 })).toEqual([]);
    const noon = first[0]?.at ?? '';
    expect(house.activity.search({ from: noon, limit: 5 }).every(({ at }) => at >= noon)).toBe(
      true,
    );
    expect(house.activity.search({ outcome: 'failed', limit: 5 })).toEqual([]);
  });

  it('counts what it would find, and skips into it from a fixed newest entry', () => {
    using house = auditHouse();
    fill(house, 40);
    const { activity } = house;
    expect(activity.count({ organizationId: 1, limit: 1 })).toEqual({ total: 20, newest: 39 });
    expect(activity.count({ text: 'nothing', limit: 1 })).toEqual({ total: 0, newest: null });
    const page = { organizationId: 1, before: 40, offset: 10, limit: 3 };
    const found = activity.search(page).map(({ id }) => id);
    expect(found).toEqual([19, 17, 15]);
    activity.record({ kind: 'system', action: 'later', organizationId: 1 });
    activity.flush();
    expect(activity.search(page).map(({ id }) => id)).toEqual(found);
    expect(activity.count({ nobody: true, limit: 1 })).toEqual({ total: 1, newest: 41 });
  });

  it('is given out as CSV without formulas, and as JSON', () => {
    using house = auditHouse();
    house.activity.record({
      kind: 'question',
      action: '=cmd|calc',
      target: '+1',
      details: { a: '"' },
    });
    house.activity.flush();
    const items = house.activity.search({ limit: 5 });
    const [, row] = activityCsv(items).split('\r\n');
    expect(row).toContain("'=cmd|calc");
    expect(row).toContain("'+1");
    expect(JSON.parse(`[${activityJson(items)}]`)).toEqual(items);
  });
});

describe('what is recorded', () => {
  it('holds no secret by name or by shape, and never throws', () => {
    using house = auditHouse();
    const token = `123456789:${'A'.repeat(35)}`;
    house.activity.record({
      kind: 'error',
      action: `failed with ${token}`,
      details: { password: 'hunter2-secret', text: `postgres://u:hunter2-secret@host/db ${token}` },
    });
    const round: Record<string, unknown> = {};
    round['self'] = round;
    house.activity.record({ kind: 'error', action: 'odd', details: round });
    house.activity.flush();
    const text = JSON.stringify(house.activity.search({ limit: 5 }));
    expect(text).not.toContain('hunter2');
    expect(text).not.toContain('AAAAAAAA');
    expect(house.lines.join()).toContain('could not be noted');
  });

  it('waits while the store can not be written, and loses nothing', () => {
    using house = auditHouse();
    house.store.file.pragma('query_only = ON');
    house.activity.record({ kind: 'system', action: 'a' });
    house.activity.flush();
    expect(house.lines.join()).toContain('could not be written');
    house.store.file.pragma('query_only = OFF');
    house.activity.record({ kind: 'system', action: 'b' });
    house.activity.flush();
    expect(house.activity.search({ limit: 5 }).map(({ action }) => action)).toEqual(['b', 'a']);
  });
});

describe('files', () => {
  const entry = (n: number, chat: string | null) => ({
    id: n,
    at: '2026-01-01T00:00:00.000Z',
    kind: 'command' as const,
    action: '/help',
    outcome: 'ok',
    door: 'telegram',
    user_id: 1,
    organization_id: null,
    chat,
    target: null,
    details: '{"n":1}',
    hash: 'ab',
  });

  it('are JSON lines by chat, rotated by size, and a chat that is no number makes none', async () => {
    using folder = temporaryFolder();
    await using files = createActivityLogFiles(folder.path, quiet, { maxBytes: 1_000, keep: 2 });
    for (let n = 1; n <= 40; n += 1) {
      files.write([entry(n, n % 2 ? '-100' : '7'), entry(n, '../../etc/passwd')]);
      await files.settled();
    }
    expect(readdirSync(join(folder.path, 'logs')).sort()).toEqual([
      'chat_-100_activity.log',
      'chat_-100_activity.log.1',
      'chat_-100_activity.log.2',
      'chat_7_activity.log',
      'chat_7_activity.log.1',
      'chat_7_activity.log.2',
      'telegram_activity.log',
      'telegram_activity.log.1',
      'telegram_activity.log.2',
    ]);
    const lines = readFileSync(join(folder.path, 'logs/chat_7_activity.log'), 'utf8').trimEnd();
    expect(JSON.parse(lines.split('\n').at(-1) ?? '')).toMatchObject({ id: 40, details: { n: 1 } });
    expect(Buffer.byteLength(lines)).toBeLessThan(1_000);
  });

  it('keep the last 1,000 questions of a chat; a damaged one is put aside', async () => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'logs/conversations');
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'chat_5.json'), '[{');
    const talk = (question: string) => ({
      chat: '5',
      door: 'telegram',
      userId: 1,
      question,
      outcome: 'cancelled',
      answer: null,
    });
    {
      await using files = createConversationFiles(folder.path, systemClock, quiet);
      for (let n = 0; n < 1_200; n += 1) files.keep(talk(`question ${n}`));
    }
    {
      await using files = createConversationFiles(folder.path, systemClock, quiet);
      files.keep(talk('the last'));
    }
    const kept = JSON.parse(readFileSync(join(path, 'chat_5.json'), 'utf8'));
    expect(kept).toHaveLength(1_000);
    expect(kept[0].question).toBe('question 201');
    expect(kept[999].question).toBe('the last');
    expect(readdirSync(path).sort()).toEqual(['chat_5.json', 'chat_5.json.damaged']);
  });
});
