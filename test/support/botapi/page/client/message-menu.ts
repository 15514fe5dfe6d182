import type { PageMessage } from '../model.ts';
import type { App } from './app.ts';

/** What one can do with a message. */
export class MessageMenu {
  readonly #app: App;

  constructor(app: App) {
    this.#app = app;
  }

  open(message: PageMessage, anchor: HTMLElement): void {
    const { settings, dialogs, composer, store } = this.#app;
    const head = store.chats.get(message.chat)?.head;
    if (!head) return;
    const person = store.speaker(head);
    const mine = message.from.id === person;
    const { id, chat } = message;
    const remove = () =>
      this.#app.try(() => store.act({ do: 'delete', chat, person, message: id }));
    dialogs.menu(anchor, [
      { icon: 'reply', text: settings.t('reply'), run: () => composer.replyTo(message) },
      message.text !== '' && {
        icon: 'copy',
        text: settings.t('copy'),
        run: () => dialogs.copy(message.text),
      },
      mine &&
        message.kind === 'text' && {
          icon: 'edit',
          text: settings.t('edit'),
          run: () => composer.edit(message),
        },
      (mine || !head.group) && { icon: 'delete', text: settings.t('delete'), run: remove },
    ]);
  }
}
