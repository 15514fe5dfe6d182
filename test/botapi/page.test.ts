import { readFileSync } from 'node:fs';
import { run } from '@grammyjs/runner';
import { Bot, InlineKeyboard, InputFile } from 'grammy';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accessibilityFaults } from '../support/axe.ts';
import { cast, groupId, startDemoChat } from '../support/botapi/demo.ts';
import type { BotApi } from '../support/botapi/index.ts';
import { launchChromium } from '../support/chromium.ts';

const [sara, ahmed] = cast.map(({ id }) => id);
const picture = readFileSync(new URL('./chart.png', import.meta.url));

let browser: Browser;
let api: BotApi;
let bot: Bot;
let stop: (() => Promise<unknown>)[];

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(() => browser.close());

beforeEach(async () => {
  stop = [];
  api = await startDemoChat({
    about: {
      title: 'Diwan demo',
      lines: [
        { what: 'the database', real: true, note: 'SQLite' },
        { what: 'Telegram (this page)', real: false },
      ],
    },
    suggestions: { en: ['How many orders?'], ar: ['كم عدد الطلبات؟'], fa: ['چند سفارش؟'] },
  });
  stop.push(() => api.close());
  bot = new Bot(api.token, { client: { apiRoot: api.root } });
});

afterEach(async () => {
  for (const end of stop.reverse()) await end();
});

function running(): void {
  const runner = run(bot, { runner: { fetch: { timeout: 30 } } });
  stop.push(() => runner.stop());
}

async function open(query: string, width = 1280): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 800 } });
  stop.push(() => context.close());
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('console', (line) => line.type() === 'error' && faults.push(line.text()));
  stop.push(async () => expect(faults).toEqual([]));
  await page.goto(`${api.root}/?${query}`);
  await page.locator('.frame > .pane').waitFor({ state: 'attached' });
  return page;
}

const answer = `Total <b>42</b>, see <code>orders</code>
<blockquote expandable>Database: Sample\nTables: orders\nPeriod: 2025\nRows: 1\nModel: practice</blockquote>
Password <tg-spoiler>s3cret</tg-spoiler>`;

function answers(): void {
  bot.command('start', (ctx) => ctx.reply(`Hello ${ctx.from?.first_name}`));
  bot.on('message:text', (ctx) =>
    ctx.reply(answer, {
      parse_mode: 'HTML',
      reply_parameters: { message_id: ctx.message.message_id },
      reply_markup: new InlineKeyboard().text('SQL', 'sql').text('Warn', 'warn'),
    }),
  );
  bot.callbackQuery('sql', async (ctx) => {
    await ctx.answerCallbackQuery('SELECT 42');
    await ctx.editMessageText('SELECT 42');
  });
  bot.callbackQuery('warn', (ctx) =>
    ctx.answerCallbackQuery({ text: 'Careful', show_alert: true }),
  );
  running();
}

describe('the chat page', () => {
  it('starts, asks, answers, presses, edits, without a reload', async () => {
    answers();
    const page = await open(`lang=en&chat=${sara}`);
    await page.getByRole('button', { name: 'Start' }).click();
    await page.locator('.theirs', { hasText: 'Hello Sara' }).waitFor();
    await page.getByRole('textbox', { name: 'Message' }).fill('How many orders?');
    await page.keyboard.press('Enter');
    const reply = page.locator('.message.theirs', { hasText: 'Total 42' });
    await reply.waitFor();
    expect(await reply.locator('strong', { hasText: '42' }).count()).toBe(1);
    expect(await reply.locator('.folded').count()).toBe(1);
    await reply.getByRole('button', { name: 'Show more' }).click();
    expect(await reply.locator('.folded').count()).toBe(0);
    await reply.getByRole('button', { name: /Hidden text/ }).press('Enter');
    expect(await reply.locator('.spoiler.shown').textContent()).toBe('s3cret');
    await reply.getByRole('button', { name: 'Warn' }).click();
    await page.getByRole('dialog').getByText('Careful').waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    await reply.getByRole('button', { name: 'SQL' }).click();
    await page.locator('.toast', { hasText: 'SELECT 42' }).waitFor();
    await page.locator('.message.theirs', { hasText: 'edited' }).waitFor();
    expect(api.user(sara ?? 0).chat.last?.text).toBe('SELECT 42');
  });

  it('shows typing, a growing draft with its Stop, deletions and other chats', async () => {
    const person = api.user(sara ?? 0);
    person.send('hello');
    const page = await open(`lang=en&chat=${sara}`);
    const chat = person.id;
    await bot.api.sendChatAction(chat, 'typing');
    await page.getByRole('status').getByText('is writing…').waitFor();
    await bot.api.sendMessageDraft(chat, 1, 'Half', { can_stop: true });
    await bot.api.sendMessageDraft(chat, 1, 'Half an <b>answer</b>', {
      parse_mode: 'HTML',
      can_stop: true,
    });
    await page.locator('.draft', { hasText: 'Half an answer' }).waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.locator('.draft').waitFor({ state: 'detached' });
    const { message_id } = await bot.api.sendMessage(chat, 'to be deleted');
    await page.getByText('to be deleted').first().waitFor();
    await bot.api.deleteMessage(chat, message_id);
    await page.locator('.messages', { hasText: 'to be deleted' }).waitFor({ state: 'detached' });
    api.user(ahmed ?? 0).send('مرحبا');
    await bot.api.sendMessage(ahmed ?? 0, 'أهلا');
    await page.getByLabel('1 new').waitFor();
  });

  it('takes pictures and files, and gives files', async () => {
    const person = api.user(sara ?? 0);
    person.send('hello');
    const page = await open(`lang=en&chat=${sara}`);
    await bot.api.sendPhoto(person.id, new InputFile(picture, 'chart.png'), { caption: 'A chart' });
    await page.getByRole('button', { name: 'Picture: chart.png' }).click();
    await page.getByRole('dialog').getByRole('img').waitFor();
    await page.keyboard.press('Escape');
    const csv = new InputFile(Buffer.from('a,b\n'), 'فروش.csv');
    await bot.api.sendDocument(person.id, csv);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: /Download: فروش.csv/ }).click(),
    ]);
    expect(readFileSync(await download.path(), 'utf8')).toBe('a,b\n');
    const file = { name: 'up.txt', mimeType: 'text/plain', buffer: Buffer.from('up') };
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByText('up.txt').first().waitFor();
    expect(person.chat.last?.file?.name).toBe('up.txt');
  });

  it("offers the commands of the person's language by keyboard", async () => {
    await bot.api.setMyCommands([{ command: 'help', description: 'Help' }]);
    await bot.api.setMyCommands(
      [
        { command: 'help', description: 'مساعدة' },
        { command: 'clear', description: 'نسيان' },
      ],
      { language_code: 'ar' },
    );
    api.user(ahmed ?? 0).send('مرحبا');
    const page = await open(`lang=ar&chat=${ahmed}`);
    const input = page.locator('textarea');
    await input.fill('/');
    await page.getByRole('option', { name: 'مساعدة' }).waitFor();
    await input.press('ArrowDown');
    await input.press('ArrowDown');
    await input.press('Enter');
    await page.locator('.messages .mine', { hasText: '/clear' }).waitFor();
  });

  it('replies, edits and deletes as the person', async () => {
    const person = api.user(sara ?? 0);
    person.send('frist');
    await bot.api.sendMessage(person.id, 'answer');
    const page = await open(`lang=en&chat=${sara}`);
    const menuOf = async (text: string, item: string) => {
      const message = page.locator('article', { hasText: text }).last();
      await message.getByRole('button', { name: 'More' }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('menuitem', { name: item }).click();
    };
    await menuOf('answer', 'Reply');
    await page.locator('textarea').fill('a reply');
    await page.keyboard.press('Enter');
    await page.locator('.mine .reply', { hasText: 'answer' }).waitFor();
    await menuOf('frist', 'Edit');
    await page.locator('textarea').fill('first');
    await page.keyboard.press('Enter');
    await page.locator('.mine', { hasText: 'first' }).getByText('edited').waitFor();
    await menuOf('a reply', 'Delete');
    await page.locator('.messages .mine', { hasText: 'a reply' }).waitFor({ state: 'detached' });
    const updates = await bot.api.getUpdates();
    expect(updates).toMatchObject([
      { message: { text: 'frist' } },
      { message: { text: 'a reply', reply_to_message: { text: 'answer' } } },
      { edited_message: { text: 'first' } },
    ]);
  });

  it('writes in the group as whom one chooses', async () => {
    const page = await open(`lang=en&chat=${groupId}`);
    await page.getByLabel('Write as').selectOption(String(ahmed));
    await page.locator('textarea').fill('@diwan_bot كم؟');
    await page.keyboard.press('Enter');
    await page.locator('.mine', { hasText: 'كم؟' }).waitFor();
    const updates = await bot.api.getUpdates();
    expect(updates).toMatchObject([{ message: { from: { id: ahmed }, chat: { id: groupId } } }]);
  });

  it('never takes a message for markup', async () => {
    const person = api.user(sara ?? 0);
    const evil = '<img src=x onerror=alert(1)><script>alert(2)</script>';
    person.send(evil);
    await bot.api.sendMessage(person.id, evil, {
      reply_markup: new InlineKeyboard().text(evil, 'x').url('go', 'https://example.org/"><b>'),
    });
    const page = await open(`lang=en&chat=${sara}`);
    await page.locator('.theirs', { hasText: evil }).first().waitFor();
    expect(await page.locator('.messages img:not(.avatar), .messages script').count()).toBe(0);
  });

  it('speaks three languages, each in its direction, light and dark', async () => {
    const page = await open('lang=fa&theme=dark', 390);
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
    await page.getByRole('heading', { name: 'گفت‌وگوها' }).waitFor();
    await page.getByRole('combobox').selectOption('en');
    await page.getByRole('heading', { name: 'Chats' }).waitFor();
    expect(await page.locator('html').getAttribute('dir')).toBe('ltr');
    await page.getByRole('button', { name: 'Dark or light' }).click();
    expect(await page.locator('html').getAttribute('data-theme')).toBe('light');
    await page.getByRole('button', { name: /^.*Sara/ }).click();
    await page.getByRole('button', { name: 'Back to the chats' }).click();
    await page.getByText('Real:').waitFor();
    await page.getByRole('button', { name: 'What is real here?' }).click();
    await page.getByRole('dialog').getByText('SQLite').waitFor();
    const wide = await page.evaluate('document.documentElement.scrollWidth');
    expect(wide).toBe(390);
  });

  it.each([
    ['lang=en&theme=light', 1280],
    ['lang=ar&theme=dark', 1280],
    ['lang=fa&theme=light', 390],
    ['lang=en&theme=dark', 390],
  ])('is clean to axe: %s at %d px', async (query, width) => {
    answers();
    const person = api.user(sara ?? 0);
    await bot.api.setMyCommands([{ command: 'help', description: 'Help' }]);
    person.send('How many?');
    await person.sees('Total 42');
    await bot.api.sendPhoto(person.id, new InputFile(picture, 'chart.png'));
    await bot.api.sendDocument(person.id, new InputFile(Buffer.from('a'), 'a.csv'));
    await bot.api.sendMessage(person.id, '<pre><code class="language-sql">SELECT 1</code></pre>', {
      parse_mode: 'HTML',
    });
    const page = await open(`${query}&chat=${sara}`, width);
    await page.locator('.file').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.locator('textarea').fill('/');
    await page.locator('.commands [role=option]').first().waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.locator('.back').dispatchEvent('click');
    await page.locator('.banner button').click();
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('lets only itself act, and shows files that are no pictures to be saved only', async () => {
    const body = JSON.stringify({ do: 'send', chat: sara, person: sara, text: 'x' });
    const act = (headers: Record<string, string>, content = body) =>
      fetch(`${api.root}/page/act`, { method: 'POST', headers, body: content });
    expect((await act({})).status).toBe(403);
    expect((await act({ origin: 'https://evil.example' })).status).toBe(403);
    expect((await act({ origin: api.root }, '{"do":"rm"}')).status).toBe(422);
    expect((await act({ origin: api.root }, 'no JSON')).status).toBe(400);
    expect((await act({ origin: api.root })).status).toBe(200);
    const { file } = (() => {
      api
        .user(sara ?? 0)
        .sendDocument({ name: 'x.html', type: 'text/html', bytes: Buffer.from('<b>') });
      return { file: api.user(sara ?? 0).chat.last?.file };
    })();
    const served = await fetch(`${api.root}/page/file/${file?.id}`);
    expect(served.headers.get('content-type')).toBe('application/octet-stream');
    expect(served.headers.get('content-disposition')).toMatch(/^attachment/);
    const home = await fetch(api.root);
    expect(home.headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});
