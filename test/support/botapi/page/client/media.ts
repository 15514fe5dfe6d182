import type { PageFile, PageMessage } from '../model.ts';
import type { App } from './app.ts';

/** Pictures, files, voice and stickers inside a message. */
export class Media {
  readonly #app: App;

  constructor(app: App) {
    this.#app = app;
  }

  element(message: PageMessage): HTMLElement | null {
    const { dom, icons, settings } = this.#app;
    if (message.kind === 'sticker') return dom.make('div', { class: 'sticker' }, message.text);
    if (message.kind === 'voice') {
      return dom.make('div', { class: 'file' }, this.#badge('voice'), settings.t('voice'));
    }
    if (message.kind === 'place') return dom.make('div', { class: 'file' }, icons.get('link'));
    if (!message.file) return null;
    return message.file.picture ? this.#photo(message.file) : this.#document(message.file);
  }

  #photo(file: PageFile): HTMLElement {
    const { dom, settings, dialogs } = this.#app;
    const { width = 1, height = 1 } = file.picture ?? {};
    const src = `/page/file/${encodeURIComponent(file.id)}`;
    const name = `${settings.t('picture')}: ${file.name}`;
    const image = dom.make('img', { src, alt: name, width, height, loading: 'lazy' });
    const open = () => dialogs.picture(src, file.name);
    return dom.make('button', { type: 'button', class: 'photo', onclick: open }, image);
  }

  #document(file: PageFile): HTMLElement {
    const { dom, settings } = this.#app;
    const ending = /\.([A-Za-z0-9]{1,5})$/.exec(file.name)?.[1] ?? '';
    return dom.make(
      'a',
      {
        class: 'file',
        href: `/page/file/${encodeURIComponent(file.id)}`,
        download: file.name,
      },
      ending
        ? dom.make('span', { class: 'badge', 'aria-hidden': true }, ending)
        : this.#badge('file'),
      dom.make('span', { class: 'unseen' }, `${settings.t('download')}: `),
      dom.make(
        'span',
        { class: 'file-name' },
        dom.make('bdi', {}, file.name),
        dom.make('small', {}, settings.size(file.bytes)),
      ),
    );
  }

  #badge(icon: 'voice' | 'file'): HTMLElement {
    return this.#app.dom.make('span', { class: 'badge' }, this.#app.icons.get(icon));
  }
}
