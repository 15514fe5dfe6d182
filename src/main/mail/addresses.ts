import { MailAddress } from '../../preload/contract/mail.ts';

/**
 * Addresses as people write them between words of any language. What touches a letter of another
 * alphabet is no address, Arabic letters apart: prepositions are joined on there.
 */
const written =
  /(?<!(?!\p{Script=Arabic})[\p{L}\p{N}\p{M}._%+@-])(?<![\p{L}\p{N}]['’])[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9](?![A-Za-z0-9@-]|\.[\p{L}\p{N}]|(?!\p{Script=Arabic})[\p{L}\p{M}])/gu;

/** Marks of direction that writing programs set around an address. */
const invisible = /[\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

export const isAddress = (text: string): boolean => MailAddress.safeParse(text).success;

/** Every address that stands in a text, once each, as it is written there. */
export function addressesIn(text: string): string[] {
  const found = (text.replace(invisible, ' ').match(written) ?? []).filter(isAddress);
  return unique(found);
}

/** The first spelling of each. */
export const unique = (addresses: readonly string[]): string[] =>
  addresses.filter((one, at) => addresses.findIndex((other) => sameAddress(one, other)) === at);

export const sameAddress = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

export const domainOf = (address: string): string =>
  address.slice(address.lastIndexOf('@') + 1).toLowerCase();
