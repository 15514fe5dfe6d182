import { MailAddress } from '../../preload/contract/mail.ts';
import { DiwanError } from '../lib/errors.ts';
import { isAddress } from './addresses.ts';
import {
  parseSmtpUrl,
  type Shipment,
  type Shipped,
  type SmtpAccount,
  type SmtpOptions,
  ship,
} from './smtp.ts';

/** The appliance's own account at a mail server. */
export interface Account {
  /** The address mail comes from; null while mail cannot be sent. */
  sender(): Promise<string | null>;
  /** @throws SmtpError, or DiwanError `mail_not_configured` */
  ship(shipment: Shipment, signal: AbortSignal): Promise<Shipped>;
}

export interface AccountDeps {
  /** `smtp(s)://…`, a secret. */
  smtpUrl(): Promise<string | null>;
  from(): string | null;
  smtp: SmtpOptions;
}

export function createAccount({ smtpUrl, from, smtp }: AccountDeps): Account {
  const open = async (): Promise<SmtpAccount | null> => {
    const url = await smtpUrl();
    return url === null ? null : parseSmtpUrl(url);
  };
  return {
    async sender() {
      const account = await open();
      return account && senderOf(account, from());
    },
    async ship(shipment, signal) {
      const account = await open();
      if (!account) throw new DiwanError('mail_not_configured');
      return await ship(account, shipment, signal, smtp);
    },
  };
}

/** The address that was set, else the account's own name where that is one, as at Gmail. */
export function senderOf({ user }: SmtpAccount, from: string | null): string | null {
  const given = from ?? user ?? '';
  return isAddress(given) ? MailAddress.parse(given) : null;
}
