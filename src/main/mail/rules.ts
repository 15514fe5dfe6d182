import { type MailContact, MailContactInput, MailRules } from '../../preload/contract/mail.ts';
import { type Clock, isoTime } from '../lib/clock.ts';
import { DiwanError } from '../lib/errors.ts';
import { parseInput } from '../lib/input.ts';
import { type Actor, organizationOf } from '../people/person.ts';
import { requireAllowed } from '../people/policy.ts';
import type { ManagerStore } from '../store/manager/manager.ts';

/** What an organisation rules about its mail, and whom it writes to. */
export interface Rules {
  /** In force for an organisation, or for somebody on their own. */
  of(organizationId: number | null): MailRules;
  contactsOf(organizationId: number | null): MailContact[];
  /** For owners. @throws DiwanError `not_allowed`, `not_in_organization`, `invalid_input` */
  set(actor: Actor, rules: MailRules): MailRules;
  contacts(actor: Actor): MailContact[];
  /** A name that is there already gets the new address. */
  keep(actor: Actor, contact: MailContactInput): MailContact;
  /** @throws DiwanError `not_found` */
  forget(actor: Actor, contactId: number): void;
}

export interface RulesDeps {
  store: ManagerStore;
  clock: Clock;
  /** The appliance's own rules. */
  settings(): MailRules;
}

const mostContacts = 1_000;

export function createRules({ store, clock, settings }: RulesDeps): Rules {
  const contactsOf = (organizationId: number | null): MailContact[] =>
    organizationId === null ? [] : readContacts(store, organizationId);
  return {
    of: (organizationId) =>
      (organizationId === null ? null : readRules(store, organizationId)) ?? settings(),
    contactsOf,
    set(actor, given) {
      const organizationId = owned(actor);
      const rules = parseInput(MailRules, given);
      const row = { rules: JSON.stringify(rules), changed_at: isoTime(clock) };
      store.run(
        store.query
          .insertInto('mail_rules')
          .values({ organization_id: organizationId, ...row })
          .onConflict((conflict) => conflict.column('organization_id').doUpdateSet(row)),
      );
      return rules;
    },
    contacts: (actor) => contactsOf(organizationOf(actor).id),
    keep(actor, given) {
      const organizationId = owned(actor);
      const contact = parseInput(MailContactInput, given);
      if (contactsOf(organizationId).length >= mostContacts)
        throw new DiwanError('conflict', { params: { what: 'address_book_full' } });
      return keepContact(store, organizationId, contact, isoTime(clock));
    },
    forget(actor, contactId) {
      const rows = store.query.deleteFrom('mail_contacts').where('id', '=', contactId);
      if (store.run(rows.where('organization_id', '=', owned(actor))).changes === 0)
        throw new DiwanError('not_found', { params: { what: 'contact' } });
    },
  };
}

function owned(actor: Actor): number {
  requireAllowed(actor, 'manageOrganization');
  return organizationOf(actor).id;
}

function readRules(store: ManagerStore, organizationId: number): MailRules | null {
  const rows = store.query.selectFrom('mail_rules').select('rules');
  const row = store.first(rows.where('organization_id', '=', organizationId));
  return row ? MailRules.parse(JSON.parse(row.rules)) : null;
}

const readContacts = (store: ManagerStore, organizationId: number): MailContact[] =>
  store.all(
    store.query
      .selectFrom('mail_contacts')
      .select(['id', 'name', 'address'])
      .where('organization_id', '=', organizationId)
      .orderBy('name'),
  );

function keepContact(
  store: ManagerStore,
  organizationId: number,
  { name, address }: MailContactInput,
  now: string,
): MailContact {
  const row = { organization_id: organizationId, name, address, created_at: now };
  const kept = store.first(
    store.query
      .insertInto('mail_contacts')
      .values(row)
      .onConflict((conflict) =>
        conflict.columns(['organization_id', 'name']).doUpdateSet({ name, address }),
      )
      .returning(['id', 'name', 'address']),
  );
  if (!kept) throw new RangeError('an upsert returned nothing');
  return kept;
}
