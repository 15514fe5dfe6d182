import { afterEach, beforeEach, expect, test } from 'vitest';
import { readConfig } from '../../src/main/config.ts';
import { createEvents } from '../../src/main/lib/events.ts';
import { type ManagerStore, openManager } from '../../src/main/store/manager/manager.ts';
import { createSettings, type SettingsEvents } from '../../src/main/store/settings.ts';
import { fixedSettings } from '../../src/main/store/settings-environment.ts';
import { createTestClock } from '../support/clock.ts';
import { thrown } from '../support/errors.ts';
import { temporaryFolder } from '../support/folder.ts';

let stack: DisposableStack;
let store: ManagerStore;
let changed: string[];
beforeEach(() => {
  stack = new DisposableStack();
  store = stack.use(openManager(stack.use(temporaryFolder()).path));
  changed = [];
});
afterEach(() => stack.dispose());

const settings = (env: Record<string, string> = {}) => {
  const events = createEvents<SettingsEvents>((error) => {
    throw error;
  });
  events.on('settings.changed', ({ group }) => changed.push(group));
  return createSettings({ store, clock: createTestClock(), events, config: readConfig(env) });
};

test('a new store has the defaults the design words', () => {
  const { models, queries, turns, memory, sessions, databases } = settings().all();
  expect(models).toMatchObject({
    summary: 'gemini-flash-latest',
    answer: 'gemini-flash-lite-latest',
    email: 'gemini-flash-latest',
  });
  expect(queries).toEqual({
    timeoutSeconds: 30,
    maxRows: 1_000,
    maxBytes: 4_000_000,
    schemaTokens: 12_000,
  });
  expect(turns).toEqual({ perSecond: 1, burst: 3, waiting: 5 });
  expect(memory).toEqual({ minutes: 5, conversations: 5 });
  expect(sessions.hours).toBe(24);
  expect(databases.reach).toBe('network');
});

test('a change of a part is kept across a restart, told once, and can be undone', () => {
  const first = settings();
  expect(first.set('queries', { maxRows: 50 })).toMatchObject({ maxRows: 50, timeoutSeconds: 30 });
  expect(changed).toEqual(['queries']);
  const second = settings();
  expect(second.get('queries').maxRows).toBe(50);
  second.reset('queries');
  expect(settings().get('queries').maxRows).toBe(1_000);
});

test('a wrong value changes nothing and names its field', () => {
  const kept = settings();
  expect(thrown(() => kept.set('queries', { maxRows: 0 }))).toBe('invalid_input');
  expect(thrown(() => kept.set('queries', { maxRowz: 5 } as object))).toBe('invalid_input');
  expect(kept.get('queries').maxRows).toBe(1_000);
  expect(changed).toEqual([]);
  expect(() => kept.set('models', { answer: ' ' })).toThrow(
    expect.objectContaining({ params: { field: 'answer', problem: 'too_small' } }),
  );
});

test('the environment wins, also where it says no more than the default', () => {
  const env = {
    DIWAN_LAN_HOST: '127.0.0.1',
    DIWAN_MODEL_ANSWER: 'practice',
    BOT_EMAIL: '',
    DIWAN_LAN_PORT: '0',
  };
  const kept = settings(env);
  kept.set('lan', { host: '0.0.0.0', port: 9_000, tls: 'off' });
  kept.set('models', { answer: 'gemini-x' });
  kept.set('mail', { from: 'a@example.org' });
  expect(kept.get('lan')).toEqual({ host: '127.0.0.1', port: 0, tls: 'off' });
  expect(kept.get('models').answer).toBe('practice');
  expect(kept.get('mail').from).toBe('a@example.org');
  expect(fixedSettings(readConfig(env))).toEqual({
    'lan.host': 'DIWAN_LAN_HOST',
    'lan.port': 'DIWAN_LAN_PORT',
    'models.answer': 'DIWAN_MODEL_ANSWER',
  });
  expect(settings().get('lan').host).toBe('0.0.0.0');
});

test.each(['{"hours":"many"}', '{"hours":', '7'])('%s in the store is damage', (value) => {
  const row = { key: 'sessions', value, changed_at: 'now' };
  store.run(store.query.insertInto('settings').values(row));
  expect(thrown(() => settings())).toBe('store_corrupt');
});
