import type { Person } from '../../support/botapi/index.ts';
import { isAnswer, isRefusal } from '../soak/visitor.ts';
import { newToken, questionAbout, tokensIn } from '../soak/words.ts';
import type { Ground, Life } from './ground.ts';
import type { Scene } from './scene.ts';

/** Three people ask at once; each question is answered in its chat, now or after the restart. */
export function asking(ground: Ground): Scene {
  const { telegram, random } = ground;
  const people = [1, 2, 3].map((id) => telegram.user(100 + id, { languageCode: 'en' }));
  let open: { person: Person; token: string; customer: number }[] = [];
  return {
    kind: 'question',
    spanMs: 450,
    act() {
      open = people.map((person) => {
        const [token, customer] = [newToken(random), 1 + Math.floor(random() * 40)];
        person.send(questionAbout(customer, token, Math.floor(random() * 3)));
        return { person, token, customer };
      });
    },
    async check(_life: Life) {
      const wrong: string[] = [];
      for (const { person, token, customer } of open) {
        const seen = await person
          .sees((one) => (isAnswer(one) && one.text.includes(token)) || isRefusal(one), {
            timeout: 120_000,
          })
          .catch(() => null);
        if (!seen) wrong.push(`no word on ${token} in chat ${person.id}`);
        else if (isRefusal(seen)) wrong.push(`refused: ${seen.text}`);
        else if (!seen.text.includes(`There are ${customer}.`)) wrong.push(`wrong: ${seen.text}`);
        const strangers = people.filter(
          (one) =>
            one !== person && one.chat.fromBot.some(({ text }) => tokensIn(text).includes(token)),
        );
        if (strangers.length > 0) wrong.push(`${token} stands in another chat`);
      }
      open = [];
      return wrong;
    },
  };
}
