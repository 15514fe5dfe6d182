import { afterEach, expect, it } from 'vitest';
import { openUpdates, type Updater } from '../../src/main/electron/updates.ts';
import { createLog } from '../../src/main/lib/log.ts';
import { createTestClock } from '../support/clock.ts';

const dayMs = 24 * 3_600_000;
const closing = new DisposableStack();
afterEach(() => closing.dispose());

/** In place of electron-updater, which runs in a packaged Electron alone. */
function standIn() {
  const asked: string[] = [];
  const waiting = new Set<() => void>();
  let heard = (_: { version: string }): void => undefined;
  let url = '';
  const updater: Updater = {
    setFeedURL: (feed) => {
      url = feed.url;
    },
    checkForUpdates: async () => {
      asked.push(url);
      for (const wake of waiting) wake();
      if (url.includes('broken')) throw new Error('no latest.yml');
    },
    on: (_event, told) => {
      heard = told;
    },
  };
  const next = () => new Promise<void>((done) => waiting.add(done));
  return { asked, next, updater, download: (version: string) => heard({ version }) };
}

it('looks where and only where it is told to, at once and once a day', async () => {
  const clock = createTestClock();
  const { asked, next, updater, download } = standIn();
  const lines: string[] = [];
  const ready: string[] = [];
  let loads = 0;
  let feed: string | null = null;
  const updates = closing.use(
    openUpdates({
      feed: () => feed,
      load: async () => {
        loads += 1;
        return updater;
      },
      ready: (version) => void ready.push(version),
      clock,
      log: createLog('warn', { write: (line) => void lines.push(line) }),
    }),
  );
  await updates.look();
  expect([loads, asked]).toEqual([0, []]);
  feed = 'https://updates.example/diwan';
  await updates.look();
  const tomorrow = next();
  clock.advance(dayMs);
  await tomorrow;
  expect([loads, asked]).toEqual([1, [feed, feed]]);
  feed = 'https://broken.example';
  await updates.look();
  expect(lines.join()).toContain('no update was found');
  download('9.9.9');
  expect(ready).toEqual(['9.9.9']);
});
