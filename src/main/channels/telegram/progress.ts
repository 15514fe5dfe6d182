import { GrammyError } from 'grammy';
import type { Language } from '../../../preload/contract/answer.ts';
import type { AskEvent } from '../../ask/question.ts';
import type { Bot } from './bot.ts';
import { cosmetic } from './cosmetic.ts';
import { direct } from './render/direction.ts';
import { escaped, type Html, tell } from './render/html.ts';
import { withLooks } from './render/markdown.ts';
import { toGrammy } from './signals.ts';
import { type Place, sayOnce } from './talk.ts';

/** A quick answer needs no signs of life: half of `quietMs` for typing, the whole for words. */
const timing = {
  quietMs: 600,
  stepMs: 1_100,
  groupStepMs: 3_500,
  typingMs: 4_500,
  draftMs: 20_000,
};
const shownText = 3_500;
/** Made once: the platform's own reason costs as much as a message. */
const over = new Error('over');

/**
 * Shows that a question is alive until its answer stands there: typing, and what is being done, as
 * a draft in private chats and as an edited message elsewhere.
 */
export class Progress {
  readonly #bot: Bot;
  readonly #place: Place;
  readonly #language: Language;
  readonly #id: number;
  readonly #over = new AbortController();
  /** Ends a rest before its time. */
  #wake: () => void = () => undefined;
  /** Worded when it is shown: most answers come before that. */
  #wanted: AskEvent | null = null;
  #shown: { text: Html; at: number } | null = null;
  #status: number | null = null;
  #asMessage: boolean;
  #waited = false;
  readonly #alarm: Disposable;
  #showing: Promise<unknown> | null = null;

  /** @param id not 0; drafts of the same id replace each other. */
  constructor(bot: Bot, place: Place, language: Language, id: number) {
    this.#bot = bot;
    this.#place = place;
    this.#language = language;
    this.#id = id;
    this.#asMessage = place.group;
    this.#alarm = bot.clock.after(timing.quietMs / 2, () => this.#begin());
  }

  tell(event: AskEvent): void {
    if (event.type === 'answer') return;
    // Who waits in line may wait long: a message stays, a draft fades.
    if (event.type === 'waiting') this.#waited = this.#asMessage = true;
    this.#wanted = event;
    this.#wake();
  }

  /** Ends the showing: the message whose place the answer takes, if there is one. */
  async finish(): Promise<number | null> {
    this.#alarm[Symbol.dispose]();
    if (!this.#showing) return null;
    this.#over.abort(over);
    this.#wake();
    await this.#showing;
    if (this.#status === null || !this.#waited) return this.#status;
    // It stands above the answer that was waited for, and an edited message makes no sound.
    await this.#bot.api.deleteMessage(this.#place.chat, this.#status).catch(cosmetic(this.#bot));
    return null;
  }

  /** Whether other questions came before this one's turn. */
  get waited(): boolean {
    return this.#waited;
  }

  #begin(): void {
    // Both to their end: a status that is still on the wire must not be left behind.
    const parts = [this.#show(), this.#type()].map((part) =>
      part.catch((error: unknown) => {
        if (!this.#over.signal.aborted)
          this.#bot.log.debug({ err: error }, 'progress was not shown');
      }),
    );
    this.#showing = Promise.all(parts);
  }

  async #show(): Promise<void> {
    const { clock } = this.#bot;
    const step = this.#place.group ? timing.groupStepMs : timing.stepMs;
    await clock.sleep(timing.quietMs / 2, this.#over.signal);
    while (!this.#over.signal.aborted) {
      const text = this.#wanted && textOf(this.#wanted, this.#language);
      if (text !== null && this.#isDue(text)) {
        await this.#put(text);
        this.#shown = { text, at: clock.monotonic() };
        await clock.sleep(step, this.#over.signal);
      } else await this.#rest(timing.typingMs);
    }
  }

  #isDue(text: Html): boolean {
    if (!this.#shown || text !== this.#shown.text) return true;
    return !this.#asMessage && this.#bot.clock.monotonic() - this.#shown.at > timing.draftMs;
  }

  /** A call that still waits in the queue when the answer comes is taken out: it is stale. */
  async #put(text: Html): Promise<void> {
    const { signal } = this.#over;
    if (!this.#asMessage && this.#bot.can.drafts && (await this.#draft(text))) return;
    const { chat } = this.#place;
    const looks = { parse_mode: 'HTML' } as const;
    if (this.#status === null)
      this.#status = (await sayOnce(this.#bot, this.#place, text, signal)).message_id;
    else await this.#bot.api.editMessageText(chat, this.#status, text, looks, toGrammy(signal));
  }

  /** False where the server knows no drafts. */
  async #draft(text: Html): Promise<boolean> {
    const { api, can } = this.#bot;
    const draft = { chat_id: this.#place.chat, draft_id: this.#id, text, can_stop: true };
    try {
      await api.raw.sendMessageDraft({ ...draft, parse_mode: 'HTML' });
      return true;
    } catch (error) {
      if (!(error instanceof GrammyError)) return true;
      if (error.error_code === 400 || error.error_code === 404) can.drafts = false;
      return error.error_code === 429;
    }
  }

  async #type(): Promise<void> {
    const { api, clock } = this.#bot;
    while (!this.#over.signal.aborted) {
      await api.sendChatAction(this.#place.chat, 'typing').catch(cosmetic(this.#bot));
      await clock.sleep(timing.typingMs, this.#over.signal);
    }
  }

  /** Until something new is to be shown. */
  async #rest(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    using _alarm = this.#bot.clock.after(ms, resolve);
    await promise;
  }
}

function textOf(event: AskEvent, language: Language): Html | null {
  switch (event.type) {
    case 'waiting':
      return words(language, 'bot.progress.waiting', event.ahead);
    case 'stage':
      return words(language, `bot.progress.${event.stage}`);
    case 'text':
      return direct(language, `${withLooks(escaped(event.text.slice(0, shownText)))} …`) as Html;
    case 'answer':
      return null;
  }
}

const words = (language: Language, key: string, count = 0): Html =>
  direct(language, tell(language, key, { count })) as Html;
