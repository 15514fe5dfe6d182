import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createBudgets } from '../../src/main/costs/budgets.ts';
import type { CostEvents } from '../../src/main/costs/events.ts';
import { warnOfBudgets } from '../../src/main/costs/warnings.ts';
import { createAlerts } from '../../src/main/health/alerts.ts';
import { budgetSentence } from '../../src/main/health/budget-notices.ts';
import { diagnostics } from '../../src/main/health/diagnostics.ts';
import { createMonitor } from '../../src/main/health/monitor.ts';
import { type Polled, watchPolling } from '../../src/main/health/watchdog.ts';
import { createEvents } from '../../src/main/lib/events.ts';
import { createLog } from '../../src/main/lib/log.ts';
import { openCosts } from '../../src/main/store/costs/costs.ts';
import { openManager } from '../../src/main/store/manager/manager.ts';
import { languages } from '../../src/preload/contract/answer.ts';
import { type HealthItem, healthParts } from '../../src/preload/contract/entries/overview.ts';
import type { Settings } from '../../src/preload/contract/settings.ts';
import { settingGroups } from '../../src/preload/contract/settings.ts';
import { createTestClock } from '../support/clock.ts';
import { rejected } from '../support/errors.ts';
import { temporaryFolder } from '../support/folder.ts';

const forever = new AbortController().signal;
const log = createLog('silent', { write: () => undefined });
const ok: HealthItem = { part: 'lan', state: 'ok', detail: 'open', params: { url: 'x' } };
const bad: HealthItem = {
  part: 'lan',
  state: 'failing',
  detail: 'shut',
  params: { reason: 'the port is taken' },
};

describe('the monitor', () => {
  it('tells once of a trouble that lasts and once of its end, and of no hiccup', async () => {
    const states = [ok, bad, ok, bad, bad, bad, bad, ok, ok];
    const told: string[] = [];
    let at = 0;
    await using monitor = createMonitor({
      check: async () => [states[at++] ?? ok],
      clock: createTestClock(),
      log,
      alert: (item, kind) => told.push(`${at} ${kind} ${item.part}`),
    });
    const healthy: boolean[] = [];
    for (const _ of states) {
      await monitor.look();
      healthy.push(monitor.healthy());
    }
    expect(told).toEqual(['5 trouble lan', '8 recovery lan']);
    expect(healthy).toEqual([true, true, true, true, false, false, false, true, true]);
  });

  it('outlives a look that fails', async () => {
    await using monitor = createMonitor({
      check: () => Promise.reject(new Error('odd')),
      clock: createTestClock(),
      log,
      alert: () => undefined,
    });
    await monitor.look();
    expect(monitor.items()).toEqual([]);
    expect(monitor.healthy()).toBe(true);
  });
});

describe('an alert', () => {
  it.each(languages)(
    'says what and why to the operator and each administrator, in %s',
    (language) => {
      const notified: string[] = [];
      const sent: [number, string][] = [];
      const alert = createAlerts({
        language: () => language,
        notify: (title, body) => notified.push(title, body),
        admins: [7, 8],
        send: async (id, text) => void sent.push([id, text]),
        record: () => undefined,
        log,
      });
      alert(bad, 'trouble');
      expect(sent.map(([id]) => id)).toEqual([7, 8]);
      expect(sent[0]?.[1]).toBe(notified.join('\n'));
      expect(notified.join()).toContain('the port is taken');
      expect(notified.join()).not.toMatch(/health\.|…/);
      expect(healthParts).toContain('stores');
    },
  );
});

describe('the watchdog of polling', () => {
  const watch = async (polled: Polled) => {
    let restarts = 0;
    const restart = async () => {
      restarts += 1;
    };
    await watchPolling({ status: () => polled, restart, record: () => undefined, log });
    return restarts;
  };
  it('opens the bot anew only when its loop is silent and not merely busy', async () => {
    expect(await watch({ state: 'running', silentMs: 30_000, open: 0 })).toBe(0);
    expect(await watch({ state: 'running', silentMs: 300_000, open: 0 })).toBe(1);
    expect(await watch({ state: 'running', silentMs: 300_000, open: 2_000 })).toBe(0);
    expect(await watch({ state: 'no_token' })).toBe(0);
  });
});

describe('diagnostics', () => {
  it('hold settings, health and the log, and no secret that slipped into it', async () => {
    using folder = temporaryFolder();
    using manager = openManager(folder.path);
    mkdirSync(join(folder.path, 'logs'));
    const token = `987654321:${'q'.repeat(35)}`;
    writeFileSync(join(folder.path, 'logs/bot.log'), `{"msg":"started"}\n{"msg":"${token}"}\n`);
    const groups = Object.entries(settingGroups).map(([name, schema]) => [name, schema.parse({})]);
    const settings = Object.fromEntries(groups) as Settings;
    const parts = { home: folder.path, version: '0.1.0', now: '2026', settings, manager };
    const text = await diagnostics({ ...parts, health: [bad] });
    expect(JSON.parse(text)).toMatchObject({
      version: '0.1.0',
      health: [bad],
      store: { users: 0 },
    });
    expect(text).toContain('started');
    expect(text).not.toContain('qqqqqq');
  });
});

describe('budget warnings', () => {
  it('come once where what is left is too little for a question, and say so', async () => {
    using folder = temporaryFolder();
    using store = openCosts(folder.path);
    const today = () => '2026-03-30';
    const events = createEvents<CostEvents>((error) => {
      throw error;
    });
    const told: CostEvents['budget.warned'][] = [];
    events.on('budget.warned', (warned) => told.push(warned));
    const budgets = createBudgets(store, today, (budget) => events.emit('budget.refused', budget));
    using _listening = warnOfBudgets(store, events, today, budgets.limits);
    const budget = { scope: 'organization', scopeId: 5, period: 'day', amount: 100 } as const;
    budgets.set(budget);
    budgets.set({ ...budget, period: 'month', amount: 1_000 });
    const ask = () =>
      rejected(budgets.reserve({ userId: 1, organizationId: 5, channelId: null }, 150, forever));
    expect([await ask(), await ask()]).toEqual(['budget_exhausted', 'budget_exhausted']);
    expect(told).toEqual([{ ...budget, percent: 100, spent: 0 }]);
    for (const language of languages)
      for (const warned of told)
        expect(budgetSentence(language, warned)).not.toMatch(/100 ?[%٪]|{{|health\./);
    budgets.set({ ...budget, amount: 120 });
    expect(await ask()).toBe('budget_exhausted');
    expect(told).toHaveLength(2);
  });

  it('come at 50, 80 and 100 %, once a period each, also after a restart', () => {
    using folder = temporaryFolder();
    using store = openCosts(folder.path);
    let today = '2026-03-30';
    const told: string[] = [];
    const spend = (cost: number, again = false) => {
      const events = createEvents<CostEvents>((error) => {
        throw error;
      });
      events.on('budget.warned', ({ period, percent }) =>
        told.push(`${today} ${period} ${percent}`),
      );
      using _listening = warnOfBudgets(store, events, () => today);
      store.file
        .prepare(
          `INSERT INTO spend VALUES ('organization', 5, ?, ?)
           ON CONFLICT DO UPDATE SET cost = cost + excluded.cost`,
        )
        .run(today, cost);
      const settled = { conversationId: 1, userId: 1, organizationId: 5, channelId: null };
      events.emit('question.settled', settled);
      if (again) events.emit('question.settled', settled);
    };
    store.file.exec(`
      INSERT INTO budgets (scope, scope_id, period, amount, changed_at) VALUES
        ('organization', 5, 'day', 100, ''), ('organization', 5, 'month', 1000, ''),
        ('organization', 6, 'day', 1, '')`);
    spend(49);
    spend(1, true);
    spend(35);
    spend(14);
    spend(1);
    today = '2026-03-31';
    spend(400);
    today = '2026-04-01';
    spend(85);
    expect(told).toEqual([
      '2026-03-30 day 50',
      '2026-03-30 day 80',
      '2026-03-30 day 100',
      '2026-03-31 day 100',
      '2026-03-31 month 50',
      '2026-04-01 day 80',
    ]);
  });

  it.each(languages)('are whole sentences in %s', (language) => {
    const warned = { scopeId: 5, percent: 80, spent: 8e9, amount: 1e10 };
    for (const scope of ['appliance', 'organization', 'user', 'channel'] as const)
      for (const period of ['day', 'month'] as const)
        expect(budgetSentence(language, { ...warned, scope, period })).not.toMatch(/health\.|\{|…/);
  });
});
