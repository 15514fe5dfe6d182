import { type BotApi, startBotApi } from './index.ts';
import type { About, Language, Localised, PagePerson } from './page/model.ts';

/** Who is there to try Diwan with; the first is the one the demo greets. */
export const cast: readonly Omit<PagePerson, 'suggestions'>[] = [
  {
    id: 1001,
    name: 'Sara',
    language: 'en',
    note: {
      en: 'owner, writes English',
      ar: 'المالكة، تكتب بالإنجليزية',
      fa: 'مالک، انگلیسی می‌نویسد',
    },
  },
  {
    id: 1002,
    name: 'أحمد',
    language: 'ar',
    note: { en: 'sales, writes Arabic', ar: 'المبيعات، يكتب بالعربية', fa: 'فروش، عربی می‌نویسد' },
  },
  {
    id: 1003,
    name: 'نگار',
    language: 'fa',
    note: {
      en: 'stock, writes Persian',
      ar: 'المخزون، تكتب بالفارسية',
      fa: 'انبار، فارسی می‌نویسد',
    },
  },
  {
    id: 1004,
    name: 'Alex',
    language: 'en',
    note: { en: 'a newcomer', ar: 'وافد جديد', fa: 'تازه‌وارد' },
  },
];

export const groupId = -1_001_000_000_001;

export interface DemoChatOptions {
  token?: string;
  /** Default any free one. */
  port?: number;
  username?: string;
  /** For the banner: what is real here and what is a stand-in. */
  about: Localised<About>;
  /** First questions to offer, in the language each person writes. */
  suggestions: Record<Language, readonly string[]>;
}

/** The stand-in with its chat page at `root`, four people and a group in it. */
export async function startDemoChat(options: DemoChatOptions): Promise<BotApi> {
  const { about, suggestions, ...rest } = options;
  const known = (language: string): Language =>
    language === 'ar' || language === 'fa' ? language : 'en';
  const people = cast.map((one) => ({ ...one, suggestions: suggestions[known(one.language)] }));
  const api = await startBotApi({ ...rest, page: { about, people } });
  const members = people.map(({ id, name, language }) =>
    api.user(id, { name, languageCode: language }),
  );
  api.group(groupId, { title: 'Sales · المبيعات · فروش', members: members.slice(0, 3) });
  return api;
}
