import { at, dialog, menu, pressed, type Screen, typed, until } from '../screens.ts';

/** A search for what is not there. */
const sought = (name: string, place: string, field: string, none: string): Screen =>
  until(none, typed(field, 'zzz', at(name, place)));

/** Of the furnished house, beyond the screens and dialogs that tests sweep: what else may be seen. */
export const ownerMoments: readonly Screen[] = [
  pressed('ask-receipt', 'ask', 'answer.sql', 'answer.receipt'),
  menu('member-menu', 'members', 'members.actionsOf'),
  sought('member-none', 'members', 'members.search', 'members.notFound'),
  sought('price-none', 'costs?tab=prices', 'prices.search', 'prices.notFound'),
  sought('activity-none', 'activity', 'activity.search', 'activity.none'),
  dialog('member-add-wrong', 'members', 'members.add', 'members.add'),
  dialog('member-role', 'members', 'members.actionsOf', 'members.makeOwner'),
  dialog('member-password', 'members', 'members.actionsOf', 'members.credentials'),
  dialog('note', 'databases/1', 'schema.describe'),
  until('databases.answers', pressed('database-tested', 'databases/1', 'databases.test')),
  dialog('glossary-remove', 'databases/1?tab=glossary', 'form.removeOf'),
  dialog('verified-remove', 'databases/1?tab=verified', 'form.remove'),
  dialog('verified-add-wrong', 'databases/1?tab=verified', 'verified.add', 'form.add'),
  pressed('costs-days', 'costs', 'costs.period', 'costs.periods.free'),
  menu('costs-export', 'costs', 'costs.export'),
  dialog('budget-remove', 'costs?tab=budgets', 'form.removeOf'),
  dialog('price-take-back', 'costs?tab=prices', 'prices.takeBackOf'),
  dialog('price-edit', 'costs?tab=prices', 'prices.editOf'),
  at('channel-telegram', 'channels/1'),
  at('channel-inactive', 'channels/4?tab=try'),
  dialog('channel-new-wrong', 'channels', 'channels.create', 'channels.make'),
  dialog('channel-deactivate', 'channels/2', 'channels.deactivate'),
  dialog('key-rotate', 'channels/2?tab=keys', 'channels.rotate'),
  dialog('key-revoke', 'channels/2?tab=keys', 'channels.revokeOf'),
  dialog('activity-entry', 'activity', 'activity.actions.answer'),
  menu('activity-export', 'activity', 'activity.export'),
  until('activity.signed', pressed('activity-verified', 'activity', 'activity.verify')),
  dialog('organization-close', 'settings?tab=organization', 'organization.close'),
  dialog('contact-remove', 'settings?tab=mail', 'form.removeOf'),
  dialog('restart', 'settings?tab=about', 'appliance.restart'),
  dialog('backup-make', 'settings?tab=backup', 'backup.make'),
  menu('backup-menu', 'settings?tab=backup', 'members.actionsOf'),
  dialog('backup-check', 'settings?tab=backup', 'members.actionsOf', 'backup.check'),
  dialog('backup-restore', 'settings?tab=backup', 'members.actionsOf', 'backup.restore'),
  dialog('backup-remove', 'settings?tab=backup', 'members.actionsOf', 'form.remove'),
  at('gone', 'channels/99'),
];

/** These change something: what was made is shown once. */
export const ownerResults: readonly Screen[] = [
  until(
    'members.shownOnce',
    dialog(
      'member-password-made',
      'members',
      'members.actionsOf',
      'members.credentials',
      'members.credentials',
    ),
  ),
  until(
    'invitations.shownOnce',
    dialog('invitation-made', 'invitations', 'invitations.create', 'invitations.create'),
  ),
  until('backup.made', dialog('backup-made', 'settings?tab=backup', 'backup.make', 'backup.make')),
  until(
    'channels.shownOnce',
    dialog('key-made', 'channels/3?tab=keys', 'channels.rotate', 'channels.rotate'),
  ),
];

/** The navigation, which narrow pages have behind a button. */
export const navigations: Record<'wide' | 'narrow', readonly Screen[]> = {
  wide: [menu('languages', 'overview', 'nav.language')],
  narrow: [
    pressed('navigation', 'overview', 'nav.menu'),
    menu('languages', 'members', 'nav.menu', 'nav.language'),
  ],
};

const withoutOrganization = [
  at('overview'),
  at('ask'),
  at('members'),
  at('invitations'),
  at('databases'),
  at('cases', 'databases?tab=cases'),
  at('costs'),
  at('channels'),
  at('activity'),
  at('activity-questions', 'activity?tab=questions'),
  at('settings-organization', 'settings?tab=organization'),
  at('settings-mail', 'settings?tab=mail'),
  at('settings-backup', 'settings?tab=backup'),
];

/** Of a house in which nothing has been done yet: the steps of the set-up, and what waits for them. */
export const freshScreens: readonly Screen[] = [
  ...['organization', 'bot', 'model', 'database', 'mail', 'lan'].map((step) =>
    at(`setup-${step}`, `setup?step=${step}`),
  ),
  ...withoutOrganization,
];

/** Of an organisation in which nothing has been done yet. */
export const emptyScreens: readonly Screen[] = [
  ...withoutOrganization,
  at('budgets', 'costs?tab=budgets'),
  at('prices', 'costs?tab=prices'),
];

/** Of a database and a channel that nothing has been done with yet. */
export const unusedScreens: readonly Screen[] = [
  at('ask'),
  at('databases'),
  at('schema', 'databases/1'),
  at('grants', 'databases/1?tab=grants'),
  at('glossary', 'databases/1?tab=glossary'),
  at('verified', 'databases/1?tab=verified'),
  at('channels'),
  at('channel-use', 'channels/2'),
  at('channel-keys', 'channels/2?tab=keys'),
  at('channel-try', 'channels/2?tab=try'),
];
