import type { Button } from './button.ts';
import { noButton } from './confirm.ts';
import { contactButton } from './contacts.ts';
import { databaseButton } from './database-buttons.ts';
import { chartButton, csvButton, excelButton } from './files.ts';
import { grantsButton } from './grants.ts';
import { languageButton } from './language-buttons.ts';
import { leaveButton } from './leave.ts';
import { mailButton } from './mail.ts';
import { anyDomainButton } from './mail-domains.ts';
import { kickButton, membersButton, outButton } from './members.ts';
import { downButton, keepButton, upButton, whyButton } from './opinion.ts';
import { closeButton, doButton } from './organization.ts';
import {
  approveButton,
  caseButton,
  casesButton,
  proposalsButton,
  rejectButton,
} from './owner-lists.ts';
import { pickButton } from './pick.ts';
import { removedbButton } from './removedb.ts';
import { moreButton } from './rows.ts';
import { sqlButton } from './sql.ts';

/** Every kind of button. */
const buttons: readonly Button[] = [
  // under an answer
  sqlButton,
  excelButton,
  csvButton,
  chartButton,
  moreButton,
  upButton,
  keepButton,
  downButton,
  whyButton,
  pickButton,
  mailButton,
  // choices
  databaseButton,
  languageButton,
  noButton,
  // databases
  grantsButton,
  removedbButton,
  // the organisation
  leaveButton,
  membersButton,
  kickButton,
  outButton,
  doButton,
  closeButton,
  contactButton,
  anyDomainButton,
  casesButton,
  caseButton,
  proposalsButton,
  approveButton,
  rejectButton,
];

const byKind = new Map(buttons.map((button) => [button.kind, button]));

export const findButton = (kind: string): Button | undefined => byKind.get(kind);
