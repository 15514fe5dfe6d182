import type { BotApi, Person, Seen } from '../../support/botapi/index.ts';
import { isDraft, isErrorSentence, isMailEnd, isUnderWay, tokensIn } from './words.ts';

/** One thing a person did, and how it ended. */
export interface Act {
  kind: string;
  chat: number;
  /** Seconds since the soak began, and milliseconds until its last word. */
  at: number;
  ms: number;
  /** Of a question: its mark. */
  token: string | null;
  /** Of a question about a customer: what the books say, and whose answer stood before it. */
  expected: { orders: number; earlier: string | null } | null;
  end: 'answered' | 'error' | 'lost';
}

export interface Book {
  began: number;
  readonly acts: Act[];
}

/** How long anybody waits for a word: longer than a model that never ends. */
export const patienceMs = 180_000;

/** A message that ends a question: its whole answer, or why there is none. */
export const isAnswer = ({ text, fromBot }: Seen): boolean =>
  fromBot && tokensIn(text).length > 0 && !isDraft(text) && !isMailEnd(text) && !isUnderWay(text);

export const isRefusal = (seen: Seen): boolean => seen.fromBot && isErrorSentence(seen.text);

/** A person in their chat with the bot: does one thing at a time and notes how it ended. */
export class Visitor {
  readonly person: Person;
  readonly #telegram: BotApi;
  readonly #book: Book;
  busy = false;
  /** The last answered question about a customer: what a follow-up goes on from. */
  last: { token: string; customer: number; at: number } | null = null;

  constructor(telegram: BotApi, id: number, book: Book) {
    this.#telegram = telegram;
    this.#book = book;
    this.person = telegram.user(id, { name: `Visitor ${id}`, languageCode: 'en' });
  }

  get chat(): number {
    return this.person.id;
  }

  /** Sends each text at once and waits until all of them have ended. */
  async ask(
    kind: string,
    questions: readonly { text: string; token: string; expected: Act['expected'] }[],
  ): Promise<Act[]> {
    const first = this.person.chat.last?.id ?? 0;
    const acts = questions.map(({ text, token, expected }) => {
      this.person.send(text);
      return Object.assign(this.#begin(kind), { token, expected });
    });
    await this.#until(() => {
      const said = this.person.chat.fromBot.filter(({ id }) => id > first);
      const refused = said.filter(isRefusal).length;
      const answers = said.filter(isAnswer).flatMap(({ text }) => tokensIn(text));
      for (const act of acts)
        if (act.end === 'lost' && answers.includes(act.token)) this.#end(act, 'answered');
      const open = acts.filter(({ end }) => end !== 'answered');
      if (refused < open.length) return false;
      for (const act of open) this.#end(act, 'error');
      return true;
    });
    return acts;
  }

  /** Sends a command and waits for its one reply. */
  async say(text: string, reply: RegExp): Promise<Act> {
    const act = this.#begin(text.split(' ')[0] ?? text);
    const { id } = this.person.send(text);
    await this.#answered(act, id, reply);
    return act;
  }

  /** Presses a button; its outcome is a message that fits. */
  async press(target: string | RegExp, outcome: RegExp): Promise<Act> {
    const act = this.#begin('button');
    const before = this.person.chat.last?.id ?? 0;
    this.person.press(target);
    await this.#answered(act, before - 1, outcome);
    return act;
  }

  #begin(kind: string): Act {
    const now = performance.now();
    const act: Act = {
      kind,
      chat: this.chat,
      at: (now - this.#book.began) / 1_000,
      ms: 0,
      token: null,
      expected: null,
      end: 'lost',
    };
    this.#book.acts.push(act);
    return act;
  }

  #end(act: Act, end: Act['end']): void {
    act.end = end;
    act.ms = performance.now() - this.#book.began - act.at * 1_000;
  }

  async #answered(act: Act, after: number, reply: RegExp): Promise<void> {
    await this.#until(() => {
      const said = this.person.chat.fromBot.filter(({ id }) => id > after);
      if (said.some(({ text }) => reply.test(text))) this.#end(act, 'answered');
      else if (said.some(isRefusal)) this.#end(act, 'error');
      return act.end !== 'lost';
    });
  }

  /** What does not come in time is lost, and the report says so. */
  async #until(probe: () => boolean): Promise<void> {
    await this.#telegram
      .waitFor(probe, { chat: this.chat, timeout: patienceMs })
      .catch(() => undefined);
  }
}
