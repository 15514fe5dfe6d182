import type { BotCommand, MessageEntity } from 'grammy/types';

/** What the demo page and its server say to each other. Types only: the browser imports nothing. */

export type Language = 'en' | 'ar' | 'fa';
/** One text in each language, or the same for all. */
export type Localised<T> = T | Record<Language, T>;

export interface About {
  title: string;
  /** What is real and what is a stand-in, the most telling first. */
  lines: readonly { what: string; real: boolean; note?: string }[];
}

export interface PagePerson {
  readonly id: number;
  readonly name: string;
  readonly language: string;
  /** Who they are, in a few words. */
  readonly note: Localised<string>;
  readonly suggestions: readonly string[];
}

export interface PageChat {
  readonly id: number;
  readonly title: string;
  readonly group: boolean;
  readonly members: readonly number[];
  readonly blocked: boolean;
  /** The command menu each member sees here. */
  readonly menus: Readonly<Record<number, readonly BotCommand[]>>;
  readonly action: string | null;
  readonly draft: PageDraft | null;
  readonly messages: readonly PageMessage[];
}

export interface PageDraft {
  readonly text: string;
  readonly entities: readonly MessageEntity[];
  readonly canStop: boolean;
}

export interface PageButton {
  readonly text: string;
  readonly style: string;
  readonly data?: string;
  readonly url?: string;
  readonly copy?: string;
}

export interface PageFile {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly picture: { readonly width: number; readonly height: number } | null;
}

export interface PageMessage {
  readonly chat: number;
  readonly id: number;
  readonly from: { readonly id: number; readonly name: string; readonly bot: boolean };
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly edited: boolean;
  readonly kind: 'text' | 'photo' | 'document' | 'voice' | 'sticker' | 'place' | 'joined' | 'left';
  readonly text: string;
  readonly entities: readonly MessageEntity[];
  readonly buttons: readonly (readonly PageButton[])[];
  readonly file: PageFile | null;
  readonly reply: { readonly id: number; readonly name: string; readonly text: string } | null;
  readonly forwardedFrom: string | null;
  readonly reactions: readonly string[];
  /** The bot asks to be answered by a reply to this message. */
  readonly wantsReply: boolean;
}

export interface PageState {
  readonly bot: { readonly id: number; readonly name: string; readonly username: string };
  readonly about: Localised<About>;
  readonly people: readonly PagePerson[];
  readonly chats: readonly PageChat[];
}

export type PageEvent =
  | { readonly type: 'hello' }
  | { readonly type: 'message'; readonly message: PageMessage }
  | { readonly type: 'gone'; readonly chat: number; readonly id: number }
  | { readonly type: 'chat'; readonly chat: Omit<PageChat, 'messages'> }
  | {
      readonly type: 'answer';
      readonly press: string;
      readonly text: string;
      readonly alert: boolean;
    };

export type PageAction =
  | { do: 'send'; chat: number; person: number; text: string; replyTo?: number }
  | { do: 'edit'; chat: number; person: number; message: number; text: string }
  | { do: 'delete'; chat: number; person: number; message: number }
  | { do: 'press'; chat: number; person: number; message: number; data: string }
  | { do: 'sticker' | 'voice' | 'stop' | 'block' | 'unblock'; chat: number; person: number };
