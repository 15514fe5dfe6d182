import type { RequestListener } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import { streamSSE } from 'hono/streaming';
import type { Talker } from '../talker.ts';
import type { World } from '../world.ts';
import { act, PageActionSchema } from './actions.ts';
import { html } from './html.ts';
import { icon, pattern } from './icons.ts';
import type { About, Localised, PagePerson, PageState } from './model.ts';
import { pageChat, pageEvents } from './present.ts';
import { script } from './script.ts';
import { style } from './style.ts';

export interface PageOptions {
  /** For the banner that says what is real. */
  about: Localised<About>;
  people: readonly PagePerson[];
}

/** The demo page, over the same world that the bot talks to. */
export function pageListener(
  world: World,
  options: PageOptions,
  talker: (person: number, chat: number) => Talker,
): RequestListener {
  const app = new Hono();
  app.use(headers());
  assets(app);
  app.get('/page/state', (c) => c.json(stateOf(world, options)));
  app.get('/page/events', (c) => streamSSE(c, (stream) => follow(world, stream)));
  app.get('/page/file/:id', (c) => fileResponse(world, c.req.param('id')));
  app.use('/page/act', sameOrigin, bodyLimit({ maxSize: 1024 * 1024 }));
  app.post('/page/act', async (c) => {
    const action = PageActionSchema.safeParse(await c.req.json());
    if (!action.success) throw new HTTPException(422, { message: 'no such action' });
    return c.json(act(talker(action.data.person, action.data.chat), action.data));
  });
  app.use('/page/upload', sameOrigin, bodyLimit({ maxSize: 20 * 1024 * 1024 }));
  app.post('/page/upload', async (c) => {
    const { person, chat, name = 'file' } = c.req.query();
    const bytes = new Uint8Array(await c.req.arrayBuffer());
    const file = { name, type: c.req.header('content-type') ?? '', bytes };
    talker(Number(person), Number(chat)).sendDocument(file);
    return c.json({});
  });
  app.onError((error, c) =>
    error instanceof HTTPException ? error.getResponse() : c.text(error.message, 400),
  );
  return getRequestListener(app.fetch);
}

const headers = () =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
    strictTransportSecurity: false,
  });

function assets(app: Hono): void {
  const serve = (path: string, type: string, text: string) =>
    app.get(path, (c) => c.body(text, 200, { 'content-type': `${type}; charset=utf-8` }));
  serve('/', 'text/html', html);
  serve('/page/app.js', 'text/javascript', script);
  serve('/page/app.css', 'text/css', style);
  serve('/page/icon.svg', 'image/svg+xml', icon);
  serve('/page/pattern.svg', 'image/svg+xml', pattern);
}

/** Only the page itself may act: another site's form or script carries another origin. */
const sameOrigin = async (
  c: { req: { header(name: string): string | undefined } },
  next: () => Promise<void>,
): Promise<void> => {
  if (c.req.header('origin') !== `http://${c.req.header('host')}`) throw new HTTPException(403);
  await next();
};

const stateOf = (world: World, { about, people }: PageOptions): PageState => ({
  bot: { id: world.bot.id, name: world.bot.first_name, username: world.bot.username },
  about,
  people,
  chats: [...world.rooms.values()].map((room) => pageChat(world, room)),
});

interface Sink {
  writeSSE(message: { data: string }): Promise<void>;
  onAbort(listener: () => void): void;
}

/** Sends every change until the page goes. */
async function follow(world: World, stream: Sink): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = world.events.listen((change) => {
    for (const event of pageEvents(world, change)) {
      stream.writeSSE({ data: JSON.stringify(event) }).catch(resolve);
    }
  });
  stream.onAbort(resolve);
  await stream.writeSSE({ data: JSON.stringify({ type: 'hello' }) });
  await promise;
  stop();
}

const pictureTypes = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** Pictures may be shown; anything else is only ever downloaded. */
function fileResponse(world: World, id: string): Response {
  const file = world.files.find(id);
  if (!file) throw new HTTPException(404);
  const inline = pictureTypes.has(file.type);
  const name = encodeURIComponent(file.name);
  return new Response(file.bytes, {
    headers: {
      'content-type': inline ? file.type : 'application/octet-stream',
      'content-disposition': `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`,
    },
  });
}
