import { isDraft, isMailEnd, mailWish, newToken } from '../soak/words.ts';
import type { Ground } from './ground.ts';
import type { Scene } from './scene.ts';

/** The draft stands, Send is pressed: the mail goes at most once, and its author learns how it ended. */
export function sending(ground: Ground): Scene {
  const { telegram, mails, random } = ground;
  const author = telegram.user(300, { languageCode: 'en' });
  let token = '';
  const draft = async () => {
    token = newToken(random);
    author.send(mailWish(7, token, `${token}@acme.test`));
    await author.sees((seen) => isDraft(seen.text) && seen.text.includes(token), {
      timeout: 120_000,
    });
  };
  return {
    kind: 'mail',
    spanMs: 160,
    prepare: draft,
    act() {
      author.press('✅ Send');
    },
    async check() {
      if (token === '') return [];
      const told = await author
        .sees((seen) => isMailEnd(seen.text) && seen.text.includes(token), { timeout: 120_000 })
        .catch(() => null);
      const went = mails.arrived.filter(({ mail }) => mail.subject?.includes(token)).length;
      const wrong = told ? [] : [`no word on the mail ${token}`];
      if (went > 1) wrong.push(`the mail ${token} went ${went} times`);
      if (told && /was sent to/.test(told.text) && went !== 1)
        wrong.push(`«${told.text}», but it did not arrive`);
      token = '';
      return wrong;
    },
  };
}

/** The model writes a draft meanwhile: it stands there after the restart and goes once. */
export function drafting(ground: Ground): Scene {
  const { telegram, mails, random } = ground;
  const author = telegram.user(301, { languageCode: 'en' });
  let token = '';
  return {
    kind: 'draft',
    spanMs: 600,
    act() {
      token = newToken(random);
      author.send(mailWish(9, token, `${token}@acme.test`));
    },
    async check() {
      if (token === '') return [];
      const there = await author
        .sees((seen) => isDraft(seen.text) && seen.text.includes(token), { timeout: 120_000 })
        .catch(() => null);
      if (!there) return [`no draft of ${token}`];
      author.press('✅ Send');
      const told = await author
        .sees((seen) => isMailEnd(seen.text) && seen.text.includes(token), { timeout: 120_000 })
        .catch(() => null);
      const went = mails.arrived.filter(({ mail }) => mail.subject?.includes(token)).length;
      return told && went === 1 ? [] : [`the mail ${token} went ${went} times: ${told?.text}`];
    },
  };
}
