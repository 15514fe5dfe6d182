import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { startDesktop } from '../support/desktop.ts';
import { openOutside } from '../support/house.ts';
import { walkOrganization } from '../support/organization-walk.ts';
import { openPage } from '../support/pages.ts';
import { writeSpending } from '../support/past.ts';

type Desktop = Awaited<ReturnType<typeof startDesktop>>;

const closing = new AsyncDisposableStack();
let desktop: Desktop;
let outside: Awaited<ReturnType<typeof openOutside>>;

beforeAll(async () => {
  outside = await openOutside(closing);
  desktop = closing.use(await startDesktop(outside.folder, outside.env));
});
afterAll(() => closing.disposeAsync());

describe('the owner’s window', () => {
  it('is sandboxed on its own page, and speaks the contract over the bridge alone', async () => {
    const page = await desktop.page();
    expect(desktop.told('window')).toMatchObject([
      { contextIsolation: true, sandbox: true, nodeIntegration: false },
    ]);
    expect(desktop.told('permissions')).toHaveLength(2);
    expect(await desktop.invoke('about.version', {}, 'ar')).toMatchObject({
      ok: true,
      value: { name: 'Diwan' },
    });
    expect(await desktop.invoke('no.such.thing', {})).toMatchObject({
      ok: false,
      error: { code: 'not_found' },
    });
    const reach = () =>
      ['process', 'require', 'module'].map((name) => typeof Reflect.get(window, name));
    expect(await page.evaluate(reach)).toEqual(Array(3).fill('undefined'));
  });

  it('leads from nothing to a member who joins, looks in over HTTPS, and is removed', async () => {
    const lan = await desktop.invoke('setup.lan', {});
    const { url } = (lan as { value: { url: string } }).value;
    expect(url).toMatch(/^https:/);
    const browser = await launchChromium();
    closing.defer(() => browser.close());
    const page = await desktop.page();
    const openLan = () => openPage(browser, url);
    const view = await walkOrganization({ ...outside, page, openLan });
    expect(view.complaints).toEqual([]);
  });

  it('tells natively when half and four fifths of a budget are spent', async () => {
    const given = await desktop.invoke('organizations.list', {});
    const [{ id }] = (given as { value: [{ id: number }] }).value;
    const omar = outside.telegram.user(950, { name: 'Omar', languageCode: 'en' });
    await desktop.invoke('members.add', { telegramId: 950, name: 'Omar' }, 'en', id);
    const dollar = 1_000_000_000;
    await writeSpending(join(outside.folder, 'home'), id, dollar);
    for (const [share, percent] of [
      [0.55, '50'],
      [0.85, '80'],
    ] as const) {
      const amount = Math.round(dollar / share);
      const budget = { scope: 'organization', period: 'month', amount };
      expect(await desktop.invoke('budgets.set', budget, 'en', id)).toMatchObject({ ok: true });
      omar.send('What were total sales by region?');
      const body = expect.stringContaining(`${percent} %`);
      await desktop.hears('notification', expect.objectContaining({ body }));
    }
  });

  it('takes the address of new versions by https alone', async () => {
    const page = await desktop.page();
    await page.goto(`${page.url().replace(/#.*/, '')}#/settings?tab=general`);
    const feed = page.getByRole('textbox', { name: /^Address of new versions/ });
    for (const wrong of ['updates', 'http://updates.example', 'https://updates example']) {
      await feed.fill(wrong);
      await page.getByText('It begins with https://').waitFor();
      await feed.fill('https://updates.example');
      await page.getByText('It begins with https://').waitFor({ state: 'detached' });
    }
  });

  it('hides in the tray when it is closed, comes back, pauses the bot, and quits', async () => {
    desktop.do({ window: 'close' });
    await desktop.hears('shown', false);
    desktop.do({ start: 'again' });
    await desktop.hears('shown', true);
    const [menu] = desktop.told('tray') as string[][];
    expect(menu?.slice(0, 2)).toEqual(['Open Diwan', 'Pause the bot']);
    desktop.do({ tray: 'Pause the bot' });
    await desktop.hears('tray', expect.arrayContaining(['Let the bot answer again']));
    await desktop.invoke('settings.set', { group: 'appearance', change: { language: 'ar' } });
    await desktop.hears('tray', expect.arrayContaining(['فتح ديوان']));
    const entry = join(outside.folder, 'appData/autostart/diwan.desktop');
    await desktop.invoke('settings.set', { group: 'app', change: { startAtLogin: true } });
    expect(readFileSync(entry, 'utf8')).toContain(`Exec="${process.execPath}"`);
    await desktop.invoke('settings.set', { group: 'app', change: { startAtLogin: false } });
    expect(existsSync(entry)).toBe(false);
    desktop.do({ tray: 'إنهاء' });
    await desktop.exited;
  });

  it('restarts from the window, with a backup put back in place', async () => {
    await using before = await startDesktop(outside.folder, outside.env);
    await before.invoke('settings.set', { group: 'appearance', change: { language: 'en' } });
    const named = { group: 'mail', change: { from: 'first@nahr.example' } };
    await before.invoke('settings.set', named);
    const made = await before.invoke('backup.make', { passphrase: null });
    const { name } = (made as { value: { name: string } }).value;
    await before.invoke('settings.set', { ...named, change: { from: 'second@nahr.example' } });
    await before.invoke('backup.restore', { name, passphrase: null });
    const page = await before.page();
    await page.goto(`${page.url().replace(/#.*/, '')}#/settings?tab=backup`);
    await page.getByRole('alert').getByRole('button', { name: 'Restart Diwan' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Restart now' }).click();
    await before.exited;
    expect(before.told('relaunch')).toEqual([{}]);
    await using after = await startDesktop(outside.folder, outside.env);
    expect(await after.invoke('settings.get', {})).toMatchObject({
      value: { settings: { mail: { from: 'first@nahr.example' } } },
    });
  });
});
