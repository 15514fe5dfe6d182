import type { Talk } from '../talk.ts';

/** A press of a button, by the person who pressed. */
export interface Press extends Talk {
  /** The message with the button; null where Telegram no longer shows it to us. */
  readonly under: number | null;
  /** The small note that Telegram shows over the chat; 200 characters. */
  note(text: string, alert?: boolean): Promise<void>;
}

/** What a kind of button does. Its data is `kind:arg:arg`. */
export interface Button {
  readonly kind: string;
  press(press: Press, args: readonly string[]): Promise<void>;
}
