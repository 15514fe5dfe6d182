import { z } from 'zod';
import { superKey } from '../soak/city.ts';
import { newToken, questionAbout } from '../soak/words.ts';
import type { Ground, Life } from './ground.ts';
import { cutOff, type Scene } from './scene.ts';

const Created = z.object({ api_key: z.string() });
const Said = z.object({ response: z.string(), total_message_count: z.number() });
const Listed = z.array(z.object({ id: z.number() }));

/** A program's users ask: what was answered is kept whole, what was cut off leaves no half. */
export function programming({ random }: Ground): Scene {
  const users = ['a', 'b', 'c'];
  const answered = new Map<string, number>();
  const sent = new Map<string, number>();
  let key = '';
  const more = (counts: Map<string, number>, user: string) =>
    counts.set(user, 1 + (counts.get(user) ?? 0));
  const say = async (life: Life, user: string) => {
    const [token, customer] = [newToken(random), 1 + Math.floor(random() * 40)];
    more(sent, user);
    const text = questionAbout(customer, token, 0);
    const said = Said.parse(await life.api('/chat', key, { user_id: user, text }));
    more(answered, user);
    if (!said.response.includes(`There are ${customer}. ${token}`))
      throw new Error(`a wrong answer: ${said.response}`);
    return said;
  };
  return {
    kind: 'channel',
    spanMs: 400,
    async prepare(life) {
      if (key !== '') return;
      const [shop] = Listed.parse(await life.owner('databases.list', {}));
      const body = {
        channel_id: 'crash',
        title: 'Crash',
        default_model: 'gemini-flash-latest',
        available_models: ['gemini-flash-latest'],
        rate_limit: 10_000,
        databases: [shop?.id],
      };
      key = Created.parse(await life.api('/admin/channels', superKey, body)).api_key;
    },
    act(life) {
      for (const user of users) cutOff(say(life, user));
    },
    async check(life) {
      if (key === '') return [];
      const wrong: string[] = [];
      for (const user of users) {
        const { total_message_count: total } = await say(life, user);
        const [least, most] = [2 * (answered.get(user) ?? 0), 2 * (sent.get(user) ?? 0)];
        if (total % 2 !== 0 || total < least || total > most)
          wrong.push(`user ${user}: ${total} messages, ${least} to ${most} were exchanged`);
        answered.set(user, total / 2);
        sent.set(user, total / 2);
      }
      return wrong;
    },
  };
}
