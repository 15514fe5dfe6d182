import { DiwanError } from '../lib/errors.ts';
import type { Actor } from '../people/person.ts';
import type { StoredDraft } from './draft-rows.ts';
import type { Drafts } from './drafts.ts';
import type { Outbox } from './outbox.ts';
import { unlisted } from './recipients.ts';
import type { Rules } from './rules.ts';

export type Sent =
  | { type: 'queued'; draft: StoredDraft }
  /** These are outside the listed domains: the author is to say so once more. */
  | { type: 'confirm'; draft: StoredDraft; addresses: string[] }
  /** It is not the draft that was shown: the author is to look again. */
  | { type: 'changed'; draft: StoredDraft };

/** What the Send button does. */
export interface Sending {
  /**
   * @param version of the draft as its author saw it
   * @param sure the author has confirmed unlisted domains
   * @throws DiwanError `mail_bad_address` without recipients, `mail_recipient_not_allowed`, and as
   *   `drafts.own`
   */
  send(
    author: Pick<Actor, 'role' | 'admin' | 'organization'> & { id: number },
    id: number,
    version: number,
    sure: boolean,
  ): Sent;
}

interface SendingDeps {
  drafts: Drafts;
  rules: Rules;
  outbox: Pick<Outbox, 'send'>;
}

export const createSending = ({ drafts, rules, outbox }: SendingDeps): Sending => ({
  send(author, id, version, sure) {
    const draft = drafts.own(author, id);
    if (draft.version !== version) return { type: 'changed', draft };
    if (draft.to.length === 0)
      throw new DiwanError('mail_bad_address', { params: { address: '—' } });
    const ruled = rules.of(draft.organizationId);
    const outside = unlisted(draft.to, ruled, rules.contactsOf(draft.organizationId));
    const [address] = outside;
    if (address !== undefined && ruled.unlisted === 'refuse')
      throw new DiwanError('mail_recipient_not_allowed', { params: { address } });
    if (address !== undefined && !sure) return { type: 'confirm', draft, addresses: outside };
    return outbox.send(draft) ? { type: 'queued', draft } : { type: 'changed', draft };
  },
});
