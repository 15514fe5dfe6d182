import { adddb } from './adddb.ts';
import { admin } from './admin.ts';
import { cancel } from './cancel.ts';
import { clear } from './clear.ts';
import type { Command } from './command.ts';
import { contacts } from './contacts.ts';
import { createorg } from './createorg.ts';
import { dbs } from './dbs.ts';
import { help } from './help.ts';
import { history } from './history.ts';
import { invite } from './invite.ts';
import { join } from './join.ts';
import { language } from './language.ts';
import { leave } from './leave.ts';
import { maildomains } from './maildomains.ts';
import { members } from './members.ts';
import { myinfo } from './myinfo.ts';
import { org } from './org.ts';
import { orginfo } from './orginfo.ts';
import { password } from './password.ts';
import { removedb } from './removedb.ts';
import { selectdb } from './selectdb.ts';
import { start } from './start.ts';
import { stats } from './stats.ts';

/** Every command, in the order of the menus and of /help. */
export const commands: readonly Command[] = [
  start,
  help,
  selectdb,
  dbs,
  adddb,
  removedb,
  history,
  stats,
  clear,
  cancel,
  language,
  myinfo,
  createorg,
  join,
  org,
  orginfo,
  members,
  invite,
  contacts,
  maildomains,
  password,
  leave,
  admin,
];

export const findCommand = (name: string): Command | undefined =>
  commands.find((command) => command.name === name.toLowerCase());
