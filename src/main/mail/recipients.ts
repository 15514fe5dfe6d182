import type { MailContact, MailRules } from '../../preload/contract/mail.ts';
import { addressesIn, domainOf, sameAddress, unique } from './addresses.ts';

export interface Recipients {
  to: string[];
  /** Names the person wrote that no address is known for, or more than one. */
  unknown: string[];
}

/**
 * Who the person wants to write to. `planned` is a model's reading of their words: it only chooses
 * among the addresses that stand in those words and the address book's entries they name.
 */
export function chosenRecipients(
  words: string,
  planned: readonly string[],
  contacts: readonly MailContact[],
): Recipients {
  const own = addressesIn(words);
  const named = contacts.filter(({ name }) => names(words, name));
  const to: string[] = [];
  const unknown: string[] = [];
  for (const wish of planned) {
    const [address] = addressesIn(wish);
    if (address !== undefined) {
      const written = own.find((one) => sameAddress(one, address));
      const known = named.find((one) => sameAddress(one.address, address))?.address;
      const meant = written ?? known;
      if (meant !== undefined) to.push(meant);
      continue;
    }
    if (!names(words, wish)) continue;
    const [contact, another] = contactsNamed(wish, contacts);
    if (contact && !another) to.push(contact.address);
    else unknown.push(wish.trim());
  }
  return { to: unique(to), unknown: [...new Set(unknown)] };
}

/** What a person wrote when asked whom to write to: addresses and names, one after another. */
export function writtenRecipients(text: string, contacts: readonly MailContact[]): Recipients {
  const parts = text.split(/[\n,;،؛]+/).map((part) => part.trim());
  return chosenRecipients(
    text,
    parts.filter((part) => part !== '').flatMap((part) => orAddresses(part)),
    contacts,
  );
}

const orAddresses = (part: string): string[] => {
  const addresses = addressesIn(part);
  return addresses.length > 0 ? addresses : [part];
};

/** Those outside the listed domains and the address book. */
export function unlisted(
  to: readonly string[],
  { domains }: Pick<MailRules, 'domains'>,
  contacts: readonly MailContact[],
): string[] {
  if (domains.length === 0) return [];
  const known = new Set(contacts.map(({ address }) => address.toLowerCase()));
  return to.filter(
    (address) => !domains.includes(domainOf(address)) && !known.has(address.toLowerCase()),
  );
}

/** By the whole name, else by words of it that one entry alone has. */
function contactsNamed(wish: string, contacts: readonly MailContact[]): MailContact[] {
  const wanted = fold(wish);
  if (wanted === '') return [];
  const whole = contacts.filter(({ name }) => fold(name) === wanted);
  return whole.length > 0 ? whole : contacts.filter(({ name }) => names(name, wish));
}

/** Whether the name stands in the text as words of their own; Arabic joins «to» and «and» on. */
function names(text: string, name: string): boolean {
  const wanted = fold(name);
  if (wanted === '') return false;
  const pattern = `(?<![\\p{L}\\p{N}])و?ل?ب?${quoted(wanted)}(?![\\p{L}\\p{N}])`;
  return new RegExp(pattern, 'u').test(fold(text));
}

const quoted = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** Without case, marks and the spellings that Arabic and Persian keyboards differ in. */
const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}|\u0640/gu, '')
    .replace(/[\u064a\u0649]/g, '\u06cc')
    .replaceAll('\u0643', '\u06a9')
    .replace(/(?:\u200c|\u200d|\s)+/g, ' ')
    .toLowerCase()
    .trim();
