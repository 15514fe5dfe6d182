import { App } from './client/app.ts';
import { Banner } from './client/banner.ts';
import { Bubble } from './client/bubble.ts';
import { ChatList } from './client/chat-list.ts';
import { ChatPane } from './client/chat-pane.ts';
import { Commands } from './client/commands.ts';
import { Composer } from './client/composer.ts';
import { Dialogs } from './client/dialogs.ts';
import { Dom } from './client/dom.ts';
import { Icons } from './client/icons.ts';
import { Log } from './client/log.ts';
import { Media } from './client/media.ts';
import { MessageMenu } from './client/message-menu.ts';
import { RichText } from './client/rich-text.ts';
import { Settings } from './client/settings.ts';
import { Store } from './client/store.ts';
import { strings } from './strings.ts';

const parts = {
  App,
  Banner,
  Bubble,
  ChatList,
  ChatPane,
  Commands,
  Composer,
  Dialogs,
  Dom,
  Icons,
  Log,
  Media,
  MessageMenu,
  RichText,
  Settings,
  Store,
};

export type Parts = typeof parts;

/**
 * The browser's script is the source of these classes, so that it is typed and linted like all
 * else and comes along the same under plain Node, in tests and in a bundle. In return each class
 * uses only the browser and what it is given: no import but types, nothing of its module.
 */
export const script = `'use strict';
const parts = {
${Object.entries(parts)
  .map(([name, part]) => `${name}: ${part.toString()}`)
  .join(',\n')}
};
parts.App.start(parts, ${JSON.stringify(strings)});
`;
