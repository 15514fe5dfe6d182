import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Town, town } from '../../support/bot-house.ts';
import type { Person } from '../../support/botapi/index.ts';
import type { Scripted } from '../../support/models/script.ts';
import { type MailServer, startMailServer } from '../../support/smtp/server.ts';

const sql = 'SELECT region, COUNT(*) AS orders FROM orders GROUP BY region ORDER BY region';

/** A model that plans mail to whom it likes, and writes it. */
const mailing =
  (recipients: readonly string[], language = 'en', body = 'North has 100 orders.'): Scripted =>
  (call) => {
    if (call.json === null) return { text: 'Each region has 100 orders.' };
    if (call.system.includes('You draft an e-mail'))
      return {
        json: { subject: language === 'en' ? 'Orders by region' : 'الطلبات حسب المنطقة', body },
      };
    return {
      json: { way: 'email', sql, recipients, language, interpretation: 'Orders, counted.' },
    };
  };

let server: MailServer;
let place: Town;

async function open(model: Scripted): Promise<void> {
  server = await startMailServer();
  place = await town({ model, smtp: { url: server.url, ca: server.ca, from: 'bot@diwan.test' } });
  await place.open();
}

afterEach(async () => {
  await place[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

async function withShop(person: Person): Promise<void> {
  person.send('/start');
  await person.sees(/Hello|مرحب|سلام/);
  person.send(`/adddb Shop ${place.file('shop')}`);
  await person.sees('Shop');
}

const bodyShown = (text: string): string => text.slice(text.indexOf('Hello,'));

describe('a mail asked for in words', () => {
  let sara: Person;
  beforeEach(async () => {
    await open(mailing(['ali@acme.com']));
    sara = place.api.user(7, { name: 'Sara', languageCode: 'en' });
    await withShop(sara);
  });

  it('is shown whole, sent by one press, and arrives as it was shown', async () => {
    sara.send('Send the orders by region to ali@acme.com as Excel');
    const draft = await sara.sees('Draft: nothing has been sent yet.');
    expect(draft.text).toContain('From: bot@diwan.test');
    expect(draft.text).toContain('To: ali@acme.com');
    expect(draft.text).toContain('Subject: Orders by region');
    expect(draft.text).toMatch(/Attached: Shop-\d+\.xlsx \(\d+ kB\)/);
    expect(server.connections()).toBe(0);

    await sara.press('✅ Send').answered();
    const { from, to, mail } = await server.next();
    expect([from, to]).toEqual(['bot@diwan.test', ['ali@acme.com']]);
    expect(mail.subject).toBe('Orders by region');
    expect(mail.text?.replace(/\r?\n$/, '')).toBe(bodyShown(draft.text));
    expect(mail.text).toContain('North has 100 orders.');
    expect(mail.text).toContain('Sara');
    expect(mail.attachments.map(({ filename }) => filename)).toEqual([
      expect.stringMatching(/^Shop-\d+\.xlsx$/),
    ]);
    await sara.sees('✅ The mail «Orders by region» was sent to ali@acme.com.');
    expect(server.arrived).toHaveLength(1);
  });
});
