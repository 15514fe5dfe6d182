import { expect, it } from 'vitest';
import { mailHandlers } from '../../src/main/contract/handlers/mail.ts';
import { temporaryFolder } from '../support/folder.ts';
import { mailHouse } from '../support/mail-house.ts';
import { memorySecrets } from '../support/secrets.ts';
import { startMailServer } from '../support/smtp/server.ts';

it('a test of the account arrives, and rules are kept', async () => {
  using folder = temporaryFolder();
  await using server = await startMailServer();
  await using house = mailHouse(folder.path, { url: server.url, ca: server.ca });
  const omar = house.person(1, 'Omar');
  const { id } = house.people.organizations.create(omar, 'Acme');
  const secrets = { ...memorySecrets(), get: async () => server.url };
  const handlers = mailHandlers({ mail: house.mail, people: house.people, secrets });
  const place = { userId: null, sessionId: null, address: null };
  const language = 'ar' as const;
  const caller = {
    ...place,
    door: 'window',
    access: 'operator',
    organizationId: id,
    language,
  } as const;
  const { signal } = new AbortController();
  expect(await handlers['mail.status'](caller, {}, signal)).toEqual({ sender: 'bot@diwan.test' });
  await handlers['mail.test'](caller, { to: 'ali@acme.com' }, signal);
  expect((await server.next()).mail.subject).toBe('رسالة تجريبية من ديوان');
  const given = house.mail.rules.of(id);
  await handlers['mail.setRules'](caller, { ...given, domains: ['acme.com'] }, signal);
  expect(await handlers['mail.rules'](caller, {}, signal)).toMatchObject({ domains: ['acme.com'] });
  const contact = { name: 'Ali', address: 'ali@acme.com' };
  await handlers['mail.keepContact'](caller, contact, signal);
  expect(await handlers['mail.contacts'](caller, {}, signal)).toMatchObject([contact]);
});
