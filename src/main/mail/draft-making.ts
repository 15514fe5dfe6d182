import type { Language } from '../../preload/contract/answer.ts';
import type { Result } from '../../preload/contract/database.ts';
import { codesApart } from '../../preload/contract/direction.ts';
import { type Clock, isoTime } from '../lib/clock.ts';
import type { Events } from '../lib/events.ts';
import type { ManagerStore } from '../store/manager/manager.ts';
import { attachmentsWished, fileNameOf } from './attachments.ts';
import { attach } from './draft-changing.ts';
import { expireDrafts, refOf, requiredDraft, type StoredDraft, updateDraft } from './draft-rows.ts';
import type { MailEvents } from './events.ts';
import { chosenRecipients } from './recipients.ts';
import type { Rules } from './rules.ts';
import { fitting, frameOf, middleOf, roomIn, shortened, tidySubject } from './words.ts';

export interface NewDraft {
  requestKey: string;
  userId: number;
  organization: { id: number; name: string } | null;
  /** The author, for the signature. */
  name: string;
  language: Language;
  from: string;
  /** The person's own words: recipients come from them alone. */
  words: string;
  /** What a model read as the recipients. */
  planned: readonly string[];
  subject: string;
  body: string;
  result: Result | null;
  /** What the attachments are named by. */
  title: string;
}

export interface DraftsDeps {
  store: ManagerStore;
  clock: Clock;
  events: Events<MailEvents>;
  rules: Rules;
}

const lifeMs = 24 * 3_600_000;

/** The same question asked again makes its draft anew. */
export async function makeDraft(
  deps: DraftsDeps,
  given: NewDraft,
): Promise<{ draft: StoredDraft; unknown: string[] }> {
  const { store, clock, rules, events } = deps;
  const now = isoTime(clock);
  expireDrafts(store, now);
  const organizationId = given.organization?.id ?? null;
  const { to, unknown } = chosenRecipients(
    given.words,
    given.planned,
    rules.contactsOf(organizationId),
  );
  const id = write(deps, given, fitting(to), now);
  for (const kind of given.result ? attachmentsWished(given.words) : [])
    await attach(store, id, kind, given.language);
  const draft = requiredDraft(store, id);
  events.emit('mail.drafted', refOf(draft));
  return { draft, unknown };
}

function write(deps: DraftsDeps, given: NewDraft, to: readonly string[], now: string): number {
  const { store, clock, rules } = deps;
  const { organization, name, language, userId } = given;
  const organizationId = organization?.id ?? null;
  const frame = frameOf(rules.of(organizationId), language, {
    name,
    organization: organization?.name ?? null,
  });
  const row = {
    user_id: userId,
    organization_id: organizationId,
    language,
    state: 'open' as const,
    sender: given.from,
    recipients: JSON.stringify(to),
    subject: tidySubject(given.subject),
    ...frame,
    body: shortened(codesApart(middleOf(given.body, frame)), roomIn(frame)),
    result: given.result && JSON.stringify(given.result),
    file_name: fileNameOf(given.title),
    created_at: now,
    expires_at: new Date(clock.now() + lifeMs).toISOString(),
  };
  return store.transaction(() => {
    const drafts = store.query.selectFrom('mail_drafts').select(['id', 'state', 'version']);
    const before = store.first(drafts.where('request_key', '=', given.requestKey));
    if (!before) {
      const values = { ...row, request_key: given.requestKey, version: 1 };
      return store.run(store.query.insertInto('mail_drafts').values(values)).lastId;
    }
    if (before.state !== 'open') return before.id;
    store.run(updateDraft(store, before.id).set({ ...row, version: before.version + 1 }));
    store.run(store.query.deleteFrom('mail_attachments').where('draft_id', '=', before.id));
    return before.id;
  });
}
