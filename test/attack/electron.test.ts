import { EventEmitter } from 'node:events';
import fc from 'fast-check';
import { Hono } from 'hono';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import packageFile from '../../package.json' with { type: 'json' };
import type { Dispatcher } from '../../src/main/contract/dispatch.ts';
import { createDispatcher, type Handlers } from '../../src/main/contract/dispatch.ts';
import { createLog } from '../../src/main/lib/log.ts';
import { nastyValues } from '../support/nasty.ts';
import { tally } from '../support/tally.ts';

/** What the guards of the desktop do to Electron, written down. */
const seen = vi.hoisted(() => ({
  opened: [] as string[],
  windows: [] as { options: Record<string, unknown>; contents: unknown }[],
  permissions: {} as Record<string, (...args: unknown[]) => unknown>,
  handler: null as ((request: Request) => Promise<Response>) | null,
}));

vi.mock('electron', async () => {
  const { EventEmitter: Emitter } = await import('node:events');
  class Window extends Emitter {
    readonly webContents = Object.assign(new Emitter(), {
      setWindowOpenHandler(this: { open?: unknown }, open: unknown) {
        this.open = open;
      },
    });
    constructor(options: Record<string, unknown>) {
      super();
      seen.windows.push({ options, contents: this.webContents });
    }
    async loadURL() {}
  }
  return {
    BrowserWindow: Window,
    ipcMain: null,
    screen: { getAllDisplays: () => [] },
    shell: { openExternal: async (url: string) => void seen.opened.push(url) },
    protocol: {
      handle: (_scheme: string, handler: typeof seen.handler) => {
        seen.handler = handler;
      },
    },
    session: {
      defaultSession: {
        setPermissionRequestHandler: (request: () => void) =>
          void Object.assign(seen.permissions, { request }),
        setPermissionCheckHandler: (check: () => void) =>
          void Object.assign(seen.permissions, { check }),
      },
    },
  };
});

const { openIpc } = await import('../../src/main/electron/ipc.ts');
const { openLink } = await import('../../src/main/electron/link.ts');
const { servePages } = await import('../../src/main/electron/pages.ts');
const { createWindow } = await import('../../src/main/electron/window.ts');

const lines: string[] = [];
const log = createLog('debug', { write: (line) => void lines.push(line) });
const sent = tally('malformed envelopes of the window');
afterAll(() => sent.print());

/** Its handlers answer with the caller they were given. */
const dispatcher: Dispatcher = createDispatcher(
  new Proxy({} as Handlers, { get: () => () => ({ name: 'Diwan', version: '1' }) }),
);

class Ipc extends EventEmitter {
  invoke: (...args: unknown[]) => Promise<unknown> = async () => null;
  handle(_name: string, invoke: (...args: unknown[]) => Promise<unknown>) {
    this.invoke = invoke;
  }
  removeHandler() {}
}

const ipc = new Ipc();
openIpc({ dispatcher, log }, ipc as unknown as Parameters<typeof openIpc>[1]);
const sender = Object.assign(new EventEmitter(), {
  id: 1,
  told: [] as unknown[],
  isDestroyed: () => false,
  send(_channel: string, _id: number, event: unknown) {
    this.told.push(event);
  },
});
const own = { senderFrame: { parent: null, url: 'diwan://app/' }, sender };
const context = { organizationId: null, language: 'en' };

describe('the bridge', () => {
  beforeEach(() => {
    lines.length = 0;
  });

  it.each([
    ['another page', { parent: null, url: 'https://evil.example/' }],
    ['a page that looks like ours', { parent: null, url: 'diwan://app.evil.example/' }],
    ['a file', { parent: null, url: 'file:///etc/passwd' }],
    ['a frame within ours', { parent: {}, url: 'diwan://app/' }],
    ['a frame that has gone', null],
  ])('answers nothing to %s', async (_name, senderFrame) => {
    const reply = await ipc.invoke({ senderFrame, sender }, 'about.version', {}, context);
    expect(reply).toMatchObject({ ok: false, error: { code: 'not_allowed' } });
    sender.told.length = 0;
    ipc.emit('diwan:subscribe', { senderFrame, sender }, 1, 'events.changes', {}, context);
    ipc.emit('diwan:unsubscribe', { senderFrame, sender }, 1);
    await new Promise(setImmediate);
    expect(sender.told).toEqual([]);
  });

  it('answers ours', async () => {
    const reply = await ipc.invoke(own, 'about.version', {}, context);
    expect(reply).toEqual({ ok: true, value: { name: 'Diwan', version: '1' } });
  });

  it('refuses every malformed envelope in words, and goes on', async () => {
    const strange = fc.oneof(fc.constantFrom(...nastyValues), fc.anything());
    const name = fc.oneof(fc.constantFrom('about.version', 'members.remove', '__proto__'), strange);
    const around = fc.oneof(
      fc.record({ organizationId: strange, language: strange }),
      fc.constant(context),
      strange,
    );
    await fc.assert(
      fc.asyncProperty(name, strange, around, strange, async (called, input, given, id) => {
        sent.count(3);
        const reply = await ipc.invoke(own, called, input, given);
        expect(JSON.stringify(reply)).not.toContain('"internal"');
        ipc.emit('diwan:subscribe', own, id, called, input, given);
        ipc.emit('diwan:unsubscribe', own, id);
      }),
      { numRuns: 300 },
    );
    await new Promise(setImmediate);
    expect(lines.filter((line) => line.includes('a call failed'))).toEqual([]);
    expect(sender.listenerCount('destroyed')).toBe(0);
  });
});

describe('links', () => {
  it.each([
    ['https://example.com/', 'https://example.com/'],
    ['https:example.com', 'https://example.com/'],
    ['mailto:a@example.com', 'mailto:a@example.com'],
  ])('open outside, as they were read: %s', async (url, read) => {
    await openLink(url);
    expect(seen.opened.pop()).toBe(read);
  });

  it.each([
    'http://example.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'ms-msdt:/id',
    'smb://host/share',
    '\\\\host\\share',
    ' not a link',
  ])('do not: %s', async (url) => {
    await expect(openLink(url)).rejects.toThrow();
    expect(seen.opened).toEqual([]);
  });
});

describe('the window', () => {
  const preload = '/nowhere/index.cjs';
  createWindow({ home: '/nowhere', preload, log, hidesOnClose: () => false });
  const [{ options, contents: given } = { options: {}, contents: null }] = seen.windows;
  const contents = given as EventEmitter & { open(details: { url: string }): unknown };

  it('is a sandbox, apart from Node and from its own bridge', () => {
    expect(options.webPreferences).toEqual({
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    });
  });

  it.each(['will-navigate', 'will-redirect'])('stays on its page: %s', (what) => {
    for (const url of [
      'https://evil.example/',
      'file:///etc/passwd',
      'diwan://other/',
      'data:,x',
    ]) {
      const preventDefault = vi.fn();
      contents.emit(what, { url, preventDefault });
      expect([url, preventDefault.mock.calls.length]).toEqual([url, 1]);
    }
    const preventDefault = vi.fn();
    contents.emit(what, { url: 'diwan://app/#/costs', preventDefault });
    expect(preventDefault).not.toHaveBeenCalled();
  });

  it('opens no other window and holds no other page', () => {
    expect(contents.open({ url: 'file:///etc/passwd' })).toEqual({ action: 'deny' });
    expect(contents.open({ url: 'https://example.com/' })).toEqual({ action: 'deny' });
    const preventDefault = vi.fn();
    contents.emit('will-attach-webview', { preventDefault });
    expect(preventDefault).toHaveBeenCalled();
  });
});

describe('its page', () => {
  const pages = new Hono().get('/', (c) => c.html('<h1>ours</h1>'));
  servePages(pages);
  const ask = (url: string, method = 'GET') => seen.handler?.(new Request(url, { method }));

  it('comes with a policy that runs nothing but its own scripts', async () => {
    const policy = (await ask('diwan://app/'))?.headers.get('Content-Security-Policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/script-src[^;]*(unsafe|\*|data:|blob:|http)/);
    expect(policy).toContain("frame-ancestors 'none'");
  });

  it('is all that its scheme serves', async () => {
    for (const url of ['diwan://other/', 'diwan://app/../../etc/passwd', 'diwan://app/%2e%2e/x'])
      expect([url, (await ask(url))?.status]).toEqual([url, 404]);
    expect((await ask('diwan://app/', 'POST'))?.status).toBe(404);
  });

  it('is granted no permission', () => {
    const answer = vi.fn();
    seen.permissions.request?.({}, 'media', answer);
    expect(answer).toHaveBeenCalledWith(false);
    expect(seen.permissions.check?.()).toBe(false);
  });
});

it('is packed with the fuses that keep others out', () => {
  expect(packageFile.build.electronFuses).toMatchObject({
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  });
});
