import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../src/preload/contract/people.ts';
import { temporaryFolder } from '../support/folder.ts';
import { type MailHouse, mailHouse } from '../support/mail-house.ts';

let folder: ReturnType<typeof temporaryFolder>;
let house: MailHouse;
let sara: Person;

beforeEach(() => {
  folder = temporaryFolder();
  house = mailHouse(folder.path, { url: null });
  sara = house.person(1, 'Sara');
});
afterEach(async () => {
  await house[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

const code = (name: string) => expect.objectContaining({ code: name });

describe('a draft', () => {
  it('has greeting, body and signature in its language', async () => {
    expect((await house.draft(sara)).body).toBe(
      'Hello,\n\nNorth has 100 orders.\n\nBest regards,\nSara',
    );
    const arabic = await house.draft(sara, { language: 'ar', body: 'الشمال: 100 طلب.' });
    expect(arabic.body).toBe('تحية طيبة،\n\nالشمال: 100 طلب.\n\nمع أطيب التحيات،\nSara');
  });

  it('has its organisation’s words where it has some', async () => {
    house.people.organizations.create(sara, 'Acme');
    const owner = house.people.persons.require(sara.id);
    house.mail.rules.set(owner, {
      greeting: { en: 'Dear reader,', ar: null, fa: null },
      signature: { en: '{name} for {organization}', ar: null, fa: null },
      domains: ['acme.com'],
      unlisted: 'ask',
    });
    expect((await house.draft(owner)).body).toBe(
      'Dear reader,\n\nNorth has 100 orders.\n\nSara for Acme',
    );
    expect((await house.draft(owner, { language: 'fa' })).body).toContain('با احترام،\nSara\nAcme');
  });

  it('takes nothing over from a model that would reach further', async () => {
    const draft = await house.draft(sara, {
      subject: 'Orders\r\nBcc: evil@bad.com',
      planned: ['ali@acme.com', 'evil@bad.com'],
    });
    expect(draft).toMatchObject({ subject: 'Orders Bcc: evil@bad.com', to: ['ali@acme.com'] });
  });

  it('is changed by its author alone', async () => {
    const { id } = await house.draft(sara);
    const omar = house.person(2, 'Omar');
    const { drafts } = house.mail;
    expect(() => drafts.edit(omar, id, 'subject', 'Mine')).toThrowError(code('not_allowed'));
    expect(() => drafts.discard(omar, id)).toThrowError(code('not_allowed'));
    expect(() => house.mail.sending.send(omar, id, 1, true)).toThrowError(code('not_allowed'));
    expect(drafts.edit(sara, id, 'subject', ' New\nsubject ').subject).toBe('New subject');
    expect(drafts.edit(sara, id, 'recipients', 'x@y.org, z@y.org').to).toEqual([
      'x@y.org',
      'z@y.org',
    ]);
    expect(drafts.edit(sara, id, 'body', 'Hello,\n\nEast: 90.').body).toBe(
      'Hello,\n\nEast: 90.\n\nBest regards,\nSara',
    );
  });

  it('refuses what is no address, and what is too long to be shown whole', async () => {
    const { id } = await house.draft(sara);
    const { drafts } = house.mail;
    const wrong: ['subject' | 'recipients' | 'body', string, string][] = [
      ['recipients', 'nobody', 'mail_bad_address'],
      ['recipients', 'a@b', 'mail_bad_address'],
      ['recipients', 'x@y.org, nobody', 'mail_bad_address'],
      ['recipients', Array.from({ length: 90 }, (_, n) => `a${n}@y.org`).join(), 'invalid_input'],
      ['subject', ' \n ', 'invalid_input'],
      ['subject', 'a'.repeat(201), 'invalid_input'],
      ['body', ' ', 'invalid_input'],
      ['body', 'a'.repeat(3_000), 'invalid_input'],
    ];
    for (const [field, text, problem] of wrong)
      expect(() => drafts.edit(sara, id, field, text)).toThrowError(code(problem));
    expect(drafts.own(sara, id).version).toBe(1);
  });

  it('carries its rows on request, in the form that was asked for', async () => {
    const { id, attached } = await house.draft(sara);
    expect(attached).toEqual([]);
    const { drafts } = house.mail;
    await drafts.toggle(sara, id, 'csv');
    const both = await drafts.toggle(sara, id, 'xlsx');
    expect(both.attachments.map(({ name }) => name)).toEqual([`Shop-${id}.csv`, `Shop-${id}.xlsx`]);
    expect((await drafts.toggle(sara, id, 'csv')).attached).toEqual(['xlsx']);
    const wished = { words: 'Send it to ali@acme.com as CSV and Excel' };
    expect((await house.draft(sara, wished)).attached).toEqual(['csv', 'xlsx']);
  });

  it('ends after a day, and with it what it held', async () => {
    const { id } = await house.draft(sara, { words: 'to ali@acme.com as csv' });
    house.clock.advance(24 * 3_600_000);
    expect(() => house.mail.drafts.own(sara, id)).toThrowError(code('expired'));
    const { query } = house.store;
    expect(house.store.all(query.selectFrom('mail_attachments').select('name'))).toEqual([]);
    expect(house.store.first(query.selectFrom('mail_drafts').select(['state', 'result']))).toEqual({
      state: 'expired',
      result: null,
    });
  });

  it('ends when its author leaves the organisation it came from', async () => {
    house.people.organizations.create(sara, 'Acme');
    const owner = house.people.persons.require(sara.id);
    const { id, version } = await house.draft(owner);
    house.people.organizations.close(owner);
    const alone = house.people.persons.require(sara.id);
    expect(() => house.mail.sending.send(alone, id, version, true)).toThrowError(code('expired'));
  });

  it('is one for a question, however often that is asked', async () => {
    const first = await house.draft(sara, { requestKey: 'same' });
    const second = await house.draft(sara, { requestKey: 'same', subject: 'Newer' });
    expect(second).toMatchObject({ id: first.id, version: 2, subject: 'Newer' });
  });
});

describe('the rules of an organisation', () => {
  it('ask again for an unlisted domain, or refuse it', async () => {
    house.people.organizations.create(sara, 'Acme');
    const owner = house.people.persons.require(sara.id);
    const { rules, sending } = house.mail;
    const given = rules.of(null);
    rules.set(owner, { ...given, domains: ['Example.com'] });
    const { id, version } = await house.draft(owner);
    expect(sending.send(owner, id, version, false)).toMatchObject({
      type: 'confirm',
      addresses: ['ali@acme.com'],
    });
    rules.set(owner, { ...given, domains: ['example.com'], unlisted: 'refuse' });
    expect(() => sending.send(owner, id, version, true)).toThrowError(
      code('mail_recipient_not_allowed'),
    );
    // Who stands in the address book is known.
    rules.keep(owner, { name: 'Ali', address: 'ali@acme.com' });
    expect(sending.send(owner, id, version, false).type).toBe('queued');
  });

  it('are the owners’ to make', () => {
    const { rules } = house.mail;
    expect(() => rules.keep(sara, { name: 'Ali', address: 'ali@acme.com' })).toThrowError(
      code('not_allowed'),
    );
    house.people.organizations.create(sara, 'Acme');
    const owner = house.people.persons.require(sara.id);
    const wrong = [
      { name: 'A\nBcc: x', address: 'ali@acme.com' },
      { name: 'Ali', address: 'ali@acme.com\r\nBcc: evil@bad.com' },
    ];
    for (const contact of wrong)
      expect(() => rules.keep(owner, contact)).toThrowError(code('invalid_input'));
    const kept = rules.keep(owner, { name: 'Ali', address: 'ali@acme.com' });
    rules.keep(owner, { name: 'ali', address: 'new@acme.com' });
    expect(rules.contacts(owner)).toEqual([{ id: kept.id, name: 'ali', address: 'new@acme.com' }]);
    rules.forget(owner, kept.id);
    expect(rules.contacts(owner)).toEqual([]);
  });
});
