import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { createActivity } from '../../src/main/audit/activity.ts';
import { systemClock } from '../../src/main/lib/clock.ts';
import { createLog } from '../../src/main/lib/log.ts';
import { openManager } from '../../src/main/store/manager/manager.ts';
import { launchChromium } from '../support/chromium.ts';
import { temporaryFolder } from '../support/folder.ts';
import { furnish } from '../support/furnish.ts';
import { type House, openHouse } from '../support/house.ts';
import { openOwner } from '../support/pages.ts';
import { writePast } from '../support/past.ts';
import { type Figure, figure, percentile, type Scenario, timeEach } from './bench.ts';

const counts = { members: 10_000, activity: 100_000 };

/** The owner's page in a real Chromium: until it can be used, what it loads, and long lists. */
export async function benchWindow(): Promise<Scenario[]> {
  using folder = temporaryFolder();
  const home = join(folder.path, 'home');
  const organizationId = await fillHome(home);
  await using house = await openHouse({ DIWAN_HOME: home });
  const browser = await launchChromium();
  try {
    return [
      { name: 'window: the owner’s page', rows: await loading(house, browser) },
      { name: 'window: long lists', rows: await lists(house, browser, organizationId) },
    ];
  } finally {
    await browser.close();
  }
}

/** An organisation of ten thousand, and what it did; written while the appliance is down. */
async function fillHome(home: string): Promise<number> {
  const { organizationId, people } = await furnishedOnce(home);
  await writePast(home, organizationId, people);
  using store = openManager(home);
  store.file
    .prepare(
      `INSERT INTO users (telegram_id, name, created_at, last_seen_at)
       WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
       SELECT 1000000 + i, 'Member ' || i, datetime('now'), datetime('now') FROM n`,
    )
    .run(counts.members - people.length);
  store.file
    .prepare(
      `INSERT INTO organization_members
       SELECT id, ?, 'member', '2026-01-01T00:00:00.000Z' FROM users WHERE telegram_id > 1000000`,
    )
    .run(organizationId);
  writeActivity(store, organizationId);
  return organizationId;
}

async function furnishedOnce(home: string) {
  await using house = await openHouse({ DIWAN_HOME: home });
  const furnished = await furnish(house);
  await house.served.stop();
  return furnished;
}

function writeActivity(store: ReturnType<typeof openManager>, organizationId: number): void {
  const log = createLog('error', process.stderr);
  using activity = createActivity({ store, clock: systemClock, log, key: null });
  for (let n = 0; n < counts.activity; n += 1) {
    activity.record({
      kind: 'question',
      action: 'asked',
      door: 'telegram',
      userId: 1,
      organizationId,
      target: 'database:1',
      details: { question: `Sales of week ${n}?` },
    });
    if (n % 5_000 === 4_999) activity.flush();
  }
  activity.flush();
}

/** From the navigation until the overview's figures stand there, the browser's cache warm. */
async function loading(house: House, browser: Browser): Promise<Figure[]> {
  const { page } = await openOwner(house, browser);
  await page.addInitScript(watchUntilUsable);
  const scripts = new Set<string>();
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.endsWith('.js')) scripts.add(pathname);
  });
  const usable: number[] = [];
  let first = 0;
  const charts = (path: string) => path.includes('echarts');
  for (let round = 0; round < 9; round += 1) {
    await page.goto(`${house.owner.origin}/?again=${round}#/overview`);
    await page.waitForFunction(() => 'usableAt' in window);
    usable.push(await page.evaluate(() => Number(Reflect.get(window, 'usableAt'))));
    // The charts' library comes after the page can be used, and is counted by itself.
    if (round === 0) first = compressedKilobytes([...scripts].filter((path) => !charts(path)));
  }
  await page.context().close();
  return [
    figure('first visit until usable', usable[0] ?? Number.NaN, 'ms'),
    figure('warm until usable, p50', percentile(usable.slice(1), 0.5), 'ms', 700),
    figure('script loaded at first, gzip', first, 'kB', 350),
    figure(
      'charts, loaded when one is shown, gzip',
      compressedKilobytes([...scripts].filter(charts)),
      'kB',
    ),
  ];
}

const compressedKilobytes = (paths: readonly string[]): number =>
  paths.reduce((sum, path) => {
    const file = join(import.meta.dirname, '../../out/renderer', path);
    return sum + gzipSync(readFileSync(file)).length / 1_000;
  }, 0);

/** In the page, before anything of it runs. */
function watchUntilUsable(): void {
  const watching = new MutationObserver(() => {
    const heading = document.querySelector('main h1');
    if (!heading || document.querySelector('[role=status][aria-label]')) return;
    if (!document.querySelector('main section')) return;
    watching.disconnect();
    Reflect.set(window, 'usableAt', performance.now());
  });
  watching.observe(document, { childList: true, subtree: true, attributes: true });
}

async function lists(house: House, browser: Browser, organizationId: number): Promise<Figure[]> {
  const ask = (name: string, input: unknown) => house.owner(name, input, organizationId);
  const members = await timeEach(50, (n) =>
    ask('members.list', { offset: n * 190, limit: 100, search: n % 2 ? '' : 'ber 7' }),
  );
  const rows = await timeEach(50, (n) =>
    ask('activity.search', { before: counts.activity - n * 1_990, limit: 100 }),
  );
  const { page } = await openOwner(house, browser);
  const scrolled: Figure[] = [];
  for (const place of ['members', 'activity'])
    scrolled.push(...(await scroll(page, house.owner.origin, place)));
  await page.context().close();
  return [
    figure(`a page of ${counts.members} members: p95`, percentile(members, 0.95), 'ms', 50),
    figure(`a page of ${counts.activity} activity rows: p95`, percentile(rows, 0.95), 'ms', 50),
    ...scrolled,
  ];
}

/** From the top to the bottom in two seconds, frame by frame. */
async function scroll(page: Page, origin: string, place: string): Promise<Figure[]> {
  await page.goto(`${origin}/#/${place}`);
  await page.locator('[role=table] [role=row]').nth(5).waitFor();
  await page.waitForTimeout(500);
  const { frames, long } = await page.evaluate(scrollDown);
  return [
    figure(`${place}: tasks over 50 ms while scrolling`, long, '', 0),
    figure(`${place}: time between frames, p95`, percentile(frames, 0.95), 'ms', 50),
  ];
}

/** In the page. */
async function scrollDown(): Promise<{ frames: number[]; long: number }> {
  const list = document.querySelector('[role=table]');
  if (!list) throw new Error('no list');
  let long = 0;
  const watching = new PerformanceObserver((seen) => {
    long += seen.getEntries().length;
  });
  watching.observe({ type: 'longtask' });
  const frames: number[] = [];
  const steps = 120;
  let last = performance.now();
  for (let step = 1; step <= steps; step += 1) {
    list.scrollTop = ((list.scrollHeight - list.clientHeight) * step) / steps;
    const now = await new Promise<number>((done) => requestAnimationFrame(done));
    frames.push(now - last);
    last = now;
  }
  watching.disconnect();
  return { frames, long };
}
