/** What happens to mail, told after it is stored. */
export interface MailEvents {
  'mail.drafted': MailRef;
  'mail.discarded': MailRef;
  /** The author pressed Send: it is on its way. */
  'mail.queued': MailRef;
  /** The server took it, for all but the refused. */
  'mail.sent': MailRef & { refused: readonly string[] };
  /** It has certainly not gone out. */
  'mail.failed': MailRef & { code: string };
  /** The connection broke in the message: it is not sent again by itself. */
  'mail.unknown': MailRef;
}

interface MailRef {
  draftId: number;
  userId: number;
  organizationId: number | null;
  recipients: readonly string[];
  subject: string;
}
