import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { expect, it } from 'vitest';
import { shop } from '../support/bot-house.ts';
import { startBotApi } from '../support/botapi/index.ts';
import { temporaryFolder } from '../support/folder.ts';
import { serve } from '../support/serve.ts';
import { startMailServer } from '../support/smtp/server.ts';

it.each([
  ['en', 'Send the number of orders to ali@acme.test', '✅ Send', 'may have gone out or not'],
  ['ar', 'أرسل عدد الطلبات إلى ali@acme.test', '✅ إرسال', 'ربما'],
])(
  'kill -9 in the middle of a mail (%s): never sent twice, and its author is told',
  async (languageCode, question, send, told) => {
    await using stack = new AsyncDisposableStack();
    const folder = stack.use(temporaryFolder()).path;
    const file = new BetterSqlite3(join(folder, 'shop.sqlite'));
    file.exec(shop);
    file.close();
    const telegram = stack.use(await startBotApi());
    const mails = stack.use(await startMailServer());
    writeFileSync(join(folder, 'mail.pem'), mails.ca);
    const env = {
      DIWAN_HOME: join(folder, 'home'),
      DIWAN_SECRETS: 'file',
      DIWAN_VAULT_PASSPHRASE: 'the passphrase of a crash',
      DIWAN_MODEL_SUMMARY: 'practice',
      DIWAN_MODEL_ANSWER: 'practice',
      DIWAN_MODEL_EMAIL: 'practice',
      DIWAN_SHARED_DATABASES: `Shop=sqlite:///${join(folder, 'shop.sqlite')}`,
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.root,
      SMTP_URL: mails.url,
      BOT_EMAIL: 'bot@diwan.test',
      NODE_EXTRA_CA_CERTS: join(folder, 'mail.pem'),
    };
    const sara = telegram.user(7, { name: 'Sara', languageCode });
    // The server has the whole mail and says nothing: it is neither sent nor not sent.
    mails.behave({ data: () => 'silent' });
    const first = stack.use(await serve(env));
    sara.send(question);
    await sara.sees(({ buttons }) => buttons.flat().includes(send));
    sara.press(send);
    await mails.whole;
    await first.kill();

    mails.behave({});
    const second = stack.use(await serve(env));
    const end = await sara.sees((seen) => /^❓/.test(seen.text.replace(/^[\u200e\u200f]+/, '')));
    expect(end.text).toContain(told);
    expect(mails.connections()).toBe(1);
    expect(mails.arrived).toEqual([]);

    // What is sent again is the author's own wish, knowing that.
    await sara.sees(({ buttons }) => buttons.flat().includes(send));
    sara.press(send);
    await mails.next();
    await sara.sees((seen) => /^✅/.test(seen.text.replace(/^[\u200e\u200f]+/, '')));
    await second.stop();
    const third = stack.use(await serve(env));
    sara.send('/myinfo');
    await sara.sees('Sara');
    await third.stop();
    expect(mails.arrived).toHaveLength(1);
    expect(mails.connections()).toBe(2);
  },
);
