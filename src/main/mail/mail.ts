import type { Language } from '../../preload/contract/answer.ts';
import type { Settings } from '../../preload/contract/settings.ts';
import { secretNames } from '../environment-secrets.ts';
import type { Secrets } from '../host.ts';
import type { Clock } from '../lib/clock.ts';
import type { Events } from '../lib/events.ts';
import type { Log } from '../lib/log.ts';
import type { ManagerStore } from '../store/manager/manager.ts';
import { createAccount } from './account.ts';
import { createDrafts, type Drafts } from './drafts.ts';
import type { MailEvents } from './events.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { createRules, type Rules } from './rules.ts';
import { createSending, type Sending } from './sending.ts';
import type { SmtpOptions } from './smtp.ts';
import { testMail } from './test-mail.ts';

/** Drafts, rules and the way out. Disposing it takes little more than a second. */
export interface Mail extends AsyncDisposable {
  /** The address mail comes from; null while mail cannot be sent. */
  sender(): Promise<string | null>;
  readonly drafts: Drafts;
  readonly rules: Rules;
  readonly sending: Sending;
  readonly outbox: Pick<Outbox, 'untold' | 'told' | 'onEnded'>;
  /** Sends a short test by that server. @throws DiwanError `mail_*`, `invalid_input` */
  test(
    mail: { smtpUrl: string; from: string; to: string; language: Language },
    signal: AbortSignal,
  ): Promise<void>;
}

export interface MailDeps {
  store: ManagerStore;
  clock: Clock;
  /** 0 to 1, as Math.random. */
  random: () => number;
  log: Log;
  secrets: Secrets;
  events: Events<MailEvents>;
  settings(): Settings['mail'];
  smtp?: SmtpOptions;
}

export function createMail(deps: MailDeps): Mail {
  const { store, clock, random, log, secrets, events, settings, smtp = {} } = deps;
  const account = createAccount({
    smtpUrl: () => secrets.get(secretNames.smtpUrl),
    from: () => settings().from,
    smtp,
  });
  const rules = createRules({ store, clock, settings });
  const drafts = createDrafts({ store, clock, events, rules });
  const outbox = createOutbox({ store, clock, random, log, events, account });
  return {
    sender: () => account.sender(),
    drafts,
    rules,
    sending: createSending({ drafts, rules, outbox }),
    outbox,
    test: (mail, signal) => testMail({ clock, smtp }, mail, signal),
    [Symbol.asyncDispose]: () => outbox[Symbol.asyncDispose](),
  };
}
