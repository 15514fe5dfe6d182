import type { About } from '../model.ts';
import type { App } from './app.ts';

/** Says at a glance what is real here and what is a stand-in; the notes are one press away. */
export class Banner {
  readonly #app: App;
  readonly element: HTMLElement;

  constructor(app: App) {
    this.#app = app;
    this.element = app.dom.make('header', { class: 'banner' });
  }

  render(): void {
    const { dom, icons, settings, store } = this.#app;
    if (!store.state) return;
    const about = settings.pick(store.state.about);
    const label = settings.t('whatIsReal');
    const more = dom.make(
      'button',
      { type: 'button', class: 'quiet', 'aria-label': label, title: label },
      icons.get('info'),
    );
    more.addEventListener('click', () => this.#explain(about));
    dom.fill(
      this.element,
      dom.make('h1', { class: 'banner-title' }, about.title),
      dom.make('div', { class: 'banner-lines' }, this.#line(about, true), this.#line(about, false)),
      more,
    );
  }

  #line(about: About, real: boolean): HTMLElement {
    const { dom, settings } = this.#app;
    const names = about.lines.filter((line) => line.real === real).map(({ what }) => what);
    const look = real ? 'real' : 'stand-in';
    return dom.make(
      'p',
      { class: look },
      dom.make('b', {}, `${settings.t(real ? 'real' : 'standIn')}:`),
      ` ${names.join(settings.language === 'en' ? ', ' : '، ')}`,
    );
  }

  #explain(about: About): void {
    const { dom, settings, dialogs } = this.#app;
    const rows = about.lines.map(({ what, real, note = '' }) =>
      dom.make(
        'li',
        {},
        dom.make(
          'span',
          { class: `tag ${real ? 'real' : 'stand-in'}` },
          settings.t(real ? 'real' : 'standIn'),
        ),
        dom.make('span', {}, dom.make('strong', {}, what), note && dom.make('small', {}, note)),
      ),
    );
    dialogs.show(
      dom.make(
        'div',
        { class: 'about' },
        dom.make('h2', {}, settings.t('whatIsReal')),
        dom.make('ul', {}, ...rows),
      ),
    );
  }
}
