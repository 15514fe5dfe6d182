import type { Dom } from './dom.ts';

/** The page's pictograms by name. */
export class Icons {
  static paths = {
    back: ['M15 5l-7 7 7 7'],
    send: ['M4 12l16-8-5 16-4-6.500z', 'M11 13.500L20 4'],
    attach: [
      'M19 11.500l-7.500 7.500a4.500 4.500 0 0 1-6.400-6.400l8-8a3 3 0 0 1 4.300 4.300l-8 8a1.500 1.500 0 0 1-2.100-2.100l7-7',
    ],
    slash: ['M8 4h8a4 4 0 0 1 4 4v8a4 4 0 0 1-4 4H8a4 4 0 0 1-4-4V8a4 4 0 0 1 4-4z', 'M10 16l4-8'],
    more: ['M12 5.500v.01M12 12v.01M12 18.500v.01'],
    theme: ['M12 4a8 8 0 1 0 8 8 6 6 0 0 1-8-8z'],
    language: [
      'M4 12h16M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 4c3 3 3 13 0 16M12 4c-3 3-3 13 0 16',
    ],
    file: ['M7 3h7l5 5v13H7z', 'M14 3v5h5'],
    voice: [
      'M12 4a2.500 2.500 0 0 0-2.500 2.500v5a2.500 2.500 0 0 0 5 0v-5A2.500 2.500 0 0 0 12 4z',
      'M6.500 11.500a5.500 5.500 0 0 0 11 0M12 17v3',
    ],
    sticker: [
      'M12 4a8 8 0 1 0 0 16c1 0 8-7 8-8a8 8 0 0 0-8-8z',
      'M9 10v.01M15 10v.01M9 14c2 1.800 4 1.800 6 0',
    ],
    down: ['M12 5v14M6 13l6 6 6-6'],
    chevron: ['M6 9.500l6 6 6-6'],
    close: ['M6 6l12 12M18 6L6 18'],
    copy: ['M9 9h10v11H9z', 'M5 15V4h10'],
    reply: ['M10 6l-6 6 6 6v-4c5 0 8 1 10 4 0-6-4-9-10-9z'],
    edit: ['M5 19l1-4L16.500 4.500l3 3L9 18z'],
    delete: ['M5 7h14M9.500 7V4.500h5V7M7 7l1 13h8l1-13'],
    block: ['M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM6.500 6.500l11 11'],
    info: ['M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 11v5M12 8v.01'],
    stop: ['M7 7h10v10H7z'],
    link: ['M9 15l6-6M11 7l2-2a4 4 0 0 1 6 6l-2 2M13 17l-2 2a4 4 0 0 1-6-6l2-2'],
    download: ['M12 4v11M7 11l5 5 5-5M5 20h14'],
  };

  readonly #dom: Dom;

  constructor(dom: Dom) {
    this.#dom = dom;
  }

  get(name: keyof typeof Icons.paths): SVGSVGElement {
    const icon = this.#dom.strokes(...Icons.paths[name]);
    icon.classList.add(`${name}-icon`);
    return icon;
  }
}
