import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestClock } from '../support/clock.ts';
import { temporaryFolder } from '../support/folder.ts';
import { type MailHouse, type MailHouseOptions, mailHouse } from '../support/mail-house.ts';
import { type MailServer, saying, startMailServer } from '../support/smtp/server.ts';

let folder: ReturnType<typeof temporaryFolder>;
let server: MailServer;
const houses: MailHouse[] = [];

function open(options: Partial<MailHouseOptions> = {}): MailHouse {
  const house = mailHouse(folder.path, { url: server.url, ca: server.ca, ...options });
  houses.push(house);
  return house;
}

beforeEach(async () => {
  folder = temporaryFolder();
  server = await startMailServer();
});
afterEach(async () => {
  for (const house of houses.splice(0)) await house[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

const stateOf = ({ store }: MailHouse) =>
  store.all(store.query.selectFrom('mail_outbox').select(['state', 'attempts']).orderBy('id'));

async function close(house: MailHouse): Promise<void> {
  houses.splice(houses.indexOf(house), 1);
  await house[Symbol.asyncDispose]();
}

describe('a mail on its way', () => {
  it('goes once, as it was shown, however often it is sent', async () => {
    const house = open();
    const sara = house.person(1, 'Sara');
    const draft = await house.draft(sara);
    const done = house.ended();
    const { sending } = house.mail;
    expect(sending.send(sara, draft.id, draft.version, false).type).toBe('queued');
    expect(() => sending.send(sara, draft.id, draft.version, false)).toThrowError('expired');
    expect(await done).toMatchObject({ state: 'sent', refused: [] });
    const { mail } = await server.next();
    expect(mail.subject).toBe(draft.subject);
    expect(mail.text?.trimEnd()).toBe(draft.body);
    expect(server.connections()).toBe(1);
    expect(house.told.map(([name]) => name)).toEqual(['drafted', 'queued', 'sent']);
    // Customers' rows are not kept longer than they are needed.
    expect(house.store.first(house.store.query.selectFrom('mail_drafts').select('result'))).toEqual(
      {
        result: null,
      },
    );
    expect(() => sending.send(sara, draft.id, draft.version, true)).toThrowError('expired');
  });

  it('is not sent as something else than what was shown last', async () => {
    const house = open();
    const sara = house.person(1, 'Sara');
    const draft = await house.draft(sara);
    house.mail.drafts.edit(sara, draft.id, 'subject', 'Another');
    const { sending } = house.mail;
    expect(sending.send(sara, draft.id, draft.version, false)).toMatchObject({
      type: 'changed',
      draft: { subject: 'Another' },
    });
    expect(stateOf(house)).toEqual([]);
  });

  it('is tried again where nobody was there, and goes when somebody is', async () => {
    const house = open();
    server.behave({
      recipient: () => (server.connections() < 3 ? saying(451, '4.7.1 Later') : null),
    });
    const sara = house.person(1, 'Sara');
    const { id, version } = await house.draft(sara);
    const done = house.ended();
    house.mail.sending.send(sara, id, version, false);
    expect(await done).toMatchObject({ state: 'sent' });
    expect(stateOf(house)).toEqual([{ state: 'sent', attempts: 3 }]);
    expect(server.arrived).toHaveLength(1);
    expect(house.clock.slept).toHaveLength(2);
  });

  it.each([
    ['mail_unreachable', { url: 'smtps://a%40b.c:d@localhost:1' }],
    ['mail_not_configured', { url: null }],
    ['mail_tls', { ca: '' }],
  ])('fails for certain with %s, and can be sent again', async (code, options) => {
    const house = open(options);
    const sara = house.person(1, 'Sara');
    const draft = await house.draft(sara);
    const done = house.ended();
    house.mail.sending.send(sara, draft.id, draft.version, false);
    expect(await done).toMatchObject({ state: 'failed', error: { code } });
    expect(house.mail.drafts.own(sara, draft.id)).toMatchObject({
      state: 'open',
      body: draft.body,
    });
    expect(house.told.at(-1)).toEqual(['failed', expect.objectContaining({ code })]);
    await close(house);

    const mended = open();
    const again = mended.mail.drafts.own(sara, draft.id);
    expect(mended.mail.sending.send(sara, draft.id, draft.version, false).type).toBe('changed');
    const sent = mended.ended();
    mended.mail.sending.send(sara, draft.id, again.version, false);
    expect(await sent).toMatchObject({ state: 'sent' });
  });

  it('has an unknown end when the server falls silent in it, and is not sent again', async () => {
    const house = open({ silenceMs: 300 });
    server.behave({ data: () => 'silent' });
    const sara = house.person(1, 'Sara');
    const draft = await house.draft(sara);
    const done = house.ended();
    house.mail.sending.send(sara, draft.id, draft.version, false);
    expect(await done).toMatchObject({
      state: 'unknown',
      error: { code: 'mail_outcome_unknown' },
    });
    await close(house);
    server.behave({});
    const later = open();
    expect(stateOf(later)).toEqual([{ state: 'unknown', attempts: 1 }]);
    expect(server.connections()).toBe(1);
  });

  it('stays sent although the disk can not be written when it ends: that is noted when it can', async () => {
    const clock = createTestClock({ skipBelow: 1_000 });
    const house = open({ clock });
    const writable = (on: boolean) => house.store.file.pragma(`query_only = ${on ? 'OFF' : 'ON'}`);
    server.behave({
      data: () => {
        writable(false);
        return null;
      },
    });
    const sara = house.person(1, 'Sara');
    const draft = await house.draft(sara);
    const done = house.ended();
    house.mail.sending.send(sara, draft.id, draft.version, false);
    await vi.waitFor(() => expect(house.lines.join()).toContain('waits to be written'), 60_000);
    writable(true);
    clock.advance(60_000);
    expect(await done).toMatchObject({ state: 'sent' });
    expect(house.told.map(([name]) => name)).toEqual(['drafted', 'queued', 'sent']);
    expect(server.arrived).toHaveLength(1);
  });

  it('is written down as being sent before its first byte goes out', async () => {
    const house = open({ silenceMs: 300 });
    const states: string[] = [];
    server.behave({
      recipient: () => {
        states.push(stateOf(house)[0]?.state ?? '');
        return null;
      },
      data: () => {
        states.push(stateOf(house)[0]?.state ?? '');
        return null;
      },
    });
    const sara = house.person(1, 'Sara');
    const { id, version } = await house.draft(sara);
    const done = house.ended();
    house.mail.sending.send(sara, id, version, false);
    await done;
    expect(states).toEqual(['queued', 'sending']);
  });
});

describe('a stop', () => {
  it('in a mail leaves its end unknown: it is told after the start, and not sent again', async () => {
    const house = open();
    server.behave({ data: () => 'silent' });
    const sara = house.person(1, 'Sara');
    const { id, version } = await house.draft(sara);
    house.mail.sending.send(sara, id, version, false);
    await server.whole;
    await close(house);

    server.behave({});
    const later = open();
    expect(later.mail.outbox.untold()).toMatchObject([
      { state: 'unknown', error: { code: 'mail_outcome_unknown' }, to: ['ali@acme.com'] },
    ]);
    expect(later.told.map(([name]) => name)).toEqual(['unknown']);
    expect(server.connections()).toBe(1);
    // Its author may send it again, knowing that.
    const again = later.mail.drafts.own(sara, id);
    const sent = later.ended();
    later.mail.sending.send(sara, id, again.version, false);
    expect(await sent).toMatchObject({ state: 'sent' });
  });

  it('before a mail has begun costs nothing: it goes after the start', async () => {
    const reached = Promise.withResolvers<void>();
    server.behave({
      sender: () => {
        reached.resolve();
        return saying(451, '4.3.2 Not now');
      },
    });
    // Time stands: the next try does not come.
    const { createTestClock } = await import('../support/clock.ts');
    const house = open({ clock: createTestClock() });
    const sara = house.person(1, 'Sara');
    const { id, version } = await house.draft(sara);
    house.mail.sending.send(sara, id, version, false);
    await reached.promise;
    await close(house);

    server.behave({});
    const later = open();
    const { mail } = await server.next();
    expect(mail.subject).toBe('Orders by region');
    await expect.poll(() => later.mail.outbox.untold().length).toBe(1);
    expect(server.arrived).toHaveLength(1);
  });
});
