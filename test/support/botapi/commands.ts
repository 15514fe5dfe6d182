import type { BotCommand, BotCommandScope, Chat } from 'grammy/types';

/** The bot's menus by scope and language. */
export class CommandBook {
  readonly #menus = new Map<string, readonly BotCommand[]>();

  set(scope: BotCommandScope, language: string, commands: readonly BotCommand[]): void {
    if (commands.length === 0) this.#menus.delete(key(scope, language));
    else this.#menus.set(key(scope, language), commands);
  }

  get(scope: BotCommandScope, language: string): readonly BotCommand[] {
    return this.#menus.get(key(scope, language)) ?? [];
  }

  /** The menu a person sees in a chat: https://core.telegram.org/bots/api#determining-list-of-commands */
  seen(
    chat: Chat,
    person: { id: number; language: string; admin: boolean },
  ): readonly BotCommand[] {
    for (const scope of scopes(chat, person)) {
      for (const language of [person.language.slice(0, 2), '']) {
        const menu = this.get(scope, language);
        if (menu.length > 0) return menu;
      }
    }
    return [];
  }
}

const key = (scope: BotCommandScope, language: string): string =>
  JSON.stringify([
    scope.type,
    'chat_id' in scope ? String(scope.chat_id) : '',
    'user_id' in scope ? scope.user_id : '',
    language,
  ]);

function scopes(chat: Chat, person: { id: number; admin: boolean }): BotCommandScope[] {
  const chat_id = chat.id;
  if (chat.type === 'private') {
    return [{ type: 'chat', chat_id }, { type: 'all_private_chats' }, { type: 'default' }];
  }
  const forAdmins: BotCommandScope[] = person.admin
    ? [{ type: 'chat_administrators', chat_id }]
    : [];
  const forAllAdmins: BotCommandScope[] = person.admin ? [{ type: 'all_chat_administrators' }] : [];
  return [
    { type: 'chat_member', chat_id, user_id: person.id },
    ...forAdmins,
    { type: 'chat', chat_id },
    ...forAllAdmins,
    { type: 'all_group_chats' },
    { type: 'default' },
  ];
}
