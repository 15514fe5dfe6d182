import type { Api } from 'grammy';
import { type Language, languages } from '../../../preload/contract/answer.ts';
import type { Person } from '../../../preload/contract/people.ts';
import { say } from '../../lib/i18n.ts';
import type { Log } from '../../lib/log.ts';
import { type Command, isOffered } from './commands/command.ts';

/** The lists of commands that Telegram shows, by language and by role. */
export interface Menus {
  /** For everybody who has no list of their own. */
  publish(): Promise<void>;
  /** For one person, whose role or language has become another. */
  refresh(person: Person): Promise<void>;
}

const stranger = { role: 'standalone', admin: false, organization: null } as const;

export function createMenus(api: Api, commands: () => readonly Command[], log: Log): Menus {
  const list = (
    language: Language,
    person: Pick<Person, 'role' | 'admin' | 'organization'>,
    group: boolean,
  ) =>
    commands()
      .filter((command) => isOffered(command, person, group))
      .map(({ name }) => ({ command: name, description: say(language, `bot.command.${name}`) }));

  const publishFor = async (language: Language): Promise<void> => {
    const code = language === 'en' ? {} : { language_code: language };
    for (const [type, group] of [
      ['all_private_chats', false],
      ['all_group_chats', true],
    ] as const)
      await api.setMyCommands(list(language, stranger, group), { ...code, scope: { type } });
  };

  return {
    async publish() {
      try {
        for (const language of languages) await publishFor(language);
      } catch (error) {
        log.warn({ err: error }, 'the command menus were not set');
      }
    },
    async refresh(person) {
      if (person.telegramId === null) return;
      const scope = { type: 'chat', chat_id: person.telegramId } as const;
      try {
        await api.setMyCommands(list(person.language, person, false), { scope });
      } catch (error) {
        log.debug({ err: error }, 'a person’s command menu was not set');
      }
    },
  };
}
