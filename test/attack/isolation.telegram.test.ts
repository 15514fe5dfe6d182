import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findButton } from '../../src/main/channels/telegram/buttons/index.ts';
import { commands } from '../../src/main/channels/telegram/commands/index.ts';
import type { Person } from '../support/botapi/index.ts';
import { marker, rowsOf, type Siege, siege } from '../support/siege.ts';
import { tally } from '../support/tally.ts';

let town: Siege;
const tried = tally('forged presses and commands in Telegram');
beforeAll(async () => {
  town = await siege();
});
afterAll(async () => {
  tried.print();
  await town[Symbol.asyncDispose]();
});

/** Every kind of button there is, read from where they are written. */
const folder = join(import.meta.dirname, '../../src/main/channels/telegram/buttons');
const kinds = readdirSync(folder)
  .flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(/^\s*kind: '(\w+)'/gm)])
  .map(([, kind = '']) => kind);

const roles = ['owner', 'member', 'standalone'] as const;
type Role = (typeof roles)[number];
let telegramId = 1_000;

/** Somebody of A in this role, greeted by the bot. */
async function somebody(role: Role): Promise<Person> {
  telegramId += 1;
  const id = telegramId;
  const person = town.telegram.user(id, { name: `Eve ${id}`, languageCode: 'en' });
  person.send('/start');
  await person.sees('/help');
  const { people } = town.app;
  const known = people.persons.byTelegram(id);
  if (!known) throw new Error('nobody');
  const { owner } = town.a;
  if (role !== 'standalone') people.invitations.join(known, people.invitations.create(owner).code);
  if (role === 'owner') people.members.setRole(owner, known.id, 'owner');
  return person;
}

/** What the flood guard lets one person do at once; `/start` was one of it. */
const atOnce = 18;

async function everyPress(role: Role, data: readonly string[]): Promise<string[]> {
  const groups = Array.from({ length: Math.ceil(data.length / atOnce) }, (_, n) =>
    data.slice(n * atOnce, (n + 1) * atOnce),
  );
  const told = await Promise.all(
    groups.map(async (group) => {
      const person = await somebody(role);
      const notes = await Promise.all(
        group.map((one) => person.press({ data: one, message: 1 }).answered()),
      );
      tried.count(group.length);
      await quiet();
      return [...notes.map(({ text }) => text ?? ''), ...saidTo(person)];
    }),
  );
  return told.flat();
}

/** Until the bot has done all that it was sent. */
const quiet = () =>
  expect
    .poll(
      () => {
        const status = town.app.telegram.status();
        const open = 'open' in status ? status.open + status.outgoing : 0;
        return town.telegram.pendingUpdates + open;
      },
      { timeout: 60_000, interval: 20 },
    )
    .toBe(0);

const saidTo = ({ chat }: Person): string[] =>
  chat.everything.flatMap(({ fromBot, text, buttons }) =>
    fromBot ? [text, ...buttons.flat()] : [],
  );

it('knows every kind of button', () => {
  expect(kinds.length).toBeGreaterThan(25);
  for (const kind of kinds) expect([kind, findButton(kind)?.kind]).toEqual([kind, kind]);
});

describe.each(roles)('a button forged by somebody who is %s in A', (role) => {
  it('with any id of B tells and changes nothing of B', async () => {
    const { ids } = town.b;
    const before = rowsOf(town);
    const [verified = 0] = ids.verified ?? [];
    const data = kinds.flatMap((kind) =>
      [...new Set(Object.values(ids).flat())].flatMap((id) => [`${kind}:${id}:${verified}`]),
    );
    const told = await everyPress(role, [...data, ...kinds]);
    for (const text of told) expect(text).not.toContain(marker);
    expect(told.length).toBeGreaterThan(data.length);
    expect(rowsOf(town)).toEqual(before);
  });
});

describe('a command', () => {
  it.each(roles)('of somebody who is %s in A, naming what is B’s', async (role) => {
    const before = rowsOf(town);
    const { ids, databaseId, organizationId, owner, member } = town.b;
    const names = [databaseId, organizationId, owner.id, member.id, ids.invitation?.[0]];
    const shop = `${marker} shop`;
    const tries = async (name: string) => {
      const person = await somebody(role);
      for (const argument of ['', ...names.map(String), shop]) {
        person.send(`/${name} ${argument}`.trim());
        tried.count();
      }
      await quiet();
      const told = saidTo(person);
      expect(told.length).toBeGreaterThan(1);
      // What is quoted back of one's own words is no secret.
      for (const text of told) expect(text.replaceAll(shop, '')).not.toContain(marker);
      const known = town.app.people.persons.byTelegram(person.id);
      expect(known?.selectedDatabaseId).not.toBe(databaseId);
    };
    const own = new Set(['leave', 'createorg', 'adddb']);
    await Promise.all(commands.filter(({ name }) => !own.has(name)).map(({ name }) => tries(name)));
    expect(rowsOf(town)).toEqual(before);
  });

  it('would have seen it: B’s own owner is told of B', async () => {
    const owner = town.telegram.user(200);
    owner.send('/members');
    expect((await owner.sees(marker)).text).toContain(marker);
    owner.press({ data: 'cases', message: 1 });
    await owner.sees(`What of ${marker}?`);
  });
});
