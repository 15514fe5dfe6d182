import BetterSqlite3 from 'better-sqlite3';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { type Opened, openPage } from '../support/pages.ts';
import { memberScreens, ownerScreens, show } from '../support/screens.ts';
import { type Siege, siege } from '../support/siege.ts';
import { doorsOf, operatorToken } from '../support/siege-http.ts';

const payload = '<img src=x onerror="globalThis.pwned=1">';
const script = '"><script>globalThis.pwned=1</script>';
const link = 'javascript:globalThis.pwned=1';
const nasty = `${payload}${script}`;
const column = '<img src=x onerror=globalThis.pwned=1>';

let town: Siege;
let browser: Browser;
let opened: Opened;
const stack = new AsyncDisposableStack();

beforeAll(async () => {
  town = stack.use(await siege());
  await plant();
  browser = stack.adopt(await launchChromium(), (one) => one.close());
});
afterAll(() => stack.disposeAsync());

const hostile: Parameters<Siege['house']['models']['script']>[0] = ({ json }) =>
  json
    ? {
        json: {
          way: 'sql',
          sql: `SELECT region, n AS "${column}" FROM planted`,
          interpretation: nasty,
          period: payload,
          filters: [payload, link],
        },
      }
    : { text: `${nasty} [here](${link})` };

/** Everywhere a text of somebody's can stand. */
async function plant(): Promise<void> {
  town.house.models.script(hostile);
  const { app, a } = town;
  const { signal } = new AbortController();
  const file = new BetterSqlite3(a.file);
  file.exec(`CREATE TABLE planted (region TEXT, n INTEGER, "${column}" TEXT)`);
  file.prepare('INSERT INTO planted VALUES (?, 3, ?), (?, 4, ?)').run(payload, nasty, script, link);
  file.close();
  const { databases, people, mail, programs } = app;
  const operator = people.persons.operator(a.organizationId);
  await databases.askables.refresh(operator, a.databaseId, signal);
  people.organizations.rename(operator, payload);
  databases.catalogue.rename(operator, a.databaseId, payload);
  people.members.add(operator, 4_001, payload);
  databases.glossary.set(operator, a.databaseId, { term: nasty, meaning: nasty });
  databases.notes.set(operator, a.databaseId, {
    table: 'planted',
    description: nasty,
    synonyms: [script],
  });
  databases.verified.propose(a.member, a.databaseId, {
    question: nasty,
    sql: `SELECT '${payload}'`,
  });
  databases.cases.report(a.member, {
    conversationId: a.ids.conversation?.[0] ?? 0,
    databaseId: a.databaseId,
    reason: nasty,
  });
  mail.rules.keep(operator, { name: payload, address: 'x@example.com' });
  mail.rules.set(operator, {
    ...mail.rules.of(a.organizationId),
    signature: { en: payload, ar: null, fa: null },
  });
  programs.registry.change(
    { organizationId: a.organizationId },
    a.ids.channel?.[0] ?? 0,
    { title: payload },
    null,
  );
  const sara = town.telegram.user(101, { name: payload, languageCode: 'en' });
  sara.send(`How many of ${nasty}?`);
  await sara.sees('globalThis');
}

/** Nothing planted became part of the page, ran, or was even stopped by the policy. */
async function harmless({ page, complaints }: Opened): Promise<void> {
  const found = await page.evaluate(() => ({
    ran: Reflect.get(globalThis, 'pwned'),
    images: document.querySelectorAll('img[src="x"]').length,
    scripts: [...document.scripts].filter(({ text }) => text.includes('pwned')).length,
    links: document.querySelectorAll('a[href^="javascript:"]').length,
  }));
  expect(found).toEqual({ ran: undefined, images: 0, scripts: 0, links: 0 });
  expect(complaints).toEqual([]);
}

const shownOn = async (page: Page): Promise<string> =>
  (await page.locator('body').textContent()) ?? '';

const visit = (page: Page, place: string) => show(page, { name: place, place }, 'en');

describe('in a real Chromium, what was planted never runs', () => {
  it('on the owner’s page', async () => {
    const token = await operatorToken(town);
    opened = await openPage(browser, doorsOf(town).owner, { token });
    const { page } = opened;
    await page.evaluate(
      (id) => localStorage.setItem('diwan.organization', String(id)),
      town.a.organizationId,
    );
    await page.reload();
    let seen = 0;
    for (const { place: path } of [...ownerScreens, { place: 'channels' }]) {
      await visit(page, path);
      await harmless(opened);
      if ((await shownOn(page)).includes('globalThis.pwned')) seen += 1;
    }
    expect(seen).toBeGreaterThan(3);
  });

  it('in an answer: its words, rows, columns, chart and receipt', async () => {
    const { page } = opened;
    await visit(page, 'ask');
    await page.getByPlaceholder('Ask about your data…').fill(`What of ${payload}?`);
    await page.keyboard.press('Enter');
    await page.getByRole('cell', { name: payload }).first().waitFor();
    await page.getByRole('button', { name: 'The query (SQL)' }).click();
    await page.getByRole('button', { name: 'What this rests on' }).click();
    await harmless(opened);
    // A chart's tooltip is HTML: it has to be asked for.
    for (const canvas of await page.locator('canvas').all()) {
      await canvas.hover({ position: { x: 200, y: 120 } });
      await harmless(opened);
    }
  });

  it('on the members’ page', async () => {
    const member = await openPage(browser, doorsOf(town).lan, { token: town.a.tokens.owner });
    let seen = 0;
    for (const { place: path } of memberScreens) {
      await visit(member.page, path);
      await harmless(member);
      if ((await shownOn(member.page)).includes('globalThis.pwned')) seen += 1;
    }
    expect(seen).toBeGreaterThan(1);
  });
});
