import { type IpcMain, type IpcMainEvent, type IpcMainInvokeEvent, ipcMain } from 'electron';
import { z } from 'zod';
import { Language } from '../../preload/contract/answer.ts';
import type { CallContext, Reply, StreamEvent } from '../../preload/contract/bridge.ts';
import type { Caller } from '../contract/caller.ts';
import type { Dispatcher } from '../contract/dispatch.ts';
import { DiwanError, isDiwanError } from '../lib/errors.ts';
import { sayError } from '../lib/i18n.ts';
import { parseInput } from '../lib/input.ts';
import type { Log } from '../lib/log.ts';
import { isOwnPage } from './pages.ts';

const Context = z.object({
  organizationId: z.number().int().positive().nullable(),
  language: Language,
});
const Name = z.string().max(100);
const Id = z.number().int().positive();

export interface IpcDeps {
  dispatcher: Dispatcher;
  log: Log;
}

/** The contract over Electron's channels. Only our own page's top frame is answered. */
export function openIpc({ dispatcher, log }: IpcDeps, ipc: IpcMain = ipcMain): Disposable {
  const running = new Map<string, AbortController>();

  const invoke = async (
    event: IpcMainInvokeEvent,
    name: unknown,
    input: unknown,
    context: unknown,
  ): Promise<Reply> => {
    try {
      const caller = callerOf(event, context);
      const { signal } = new AbortController();
      return {
        ok: true,
        value: await dispatcher.call(caller, parseInput(Name, name), input, signal),
      };
    } catch (error) {
      return { ok: false, error: wire(context, error) };
    }
  };

  const subscribe = async (
    event: IpcMainEvent,
    id: unknown,
    name: unknown,
    input: unknown,
    context: unknown,
  ) => {
    requireOwnPage(event);
    const own = parseInput(Id, id);
    const { sender } = event;
    const tell = (told: StreamEvent) => {
      if (!sender.isDestroyed()) sender.send('diwan:event', own, told);
    };
    const key = `${sender.id}:${own}`;
    const ended = new AbortController();
    const end = () => ended.abort(new DiwanError('cancelled'));
    running.get(key)?.abort(new DiwanError('cancelled'));
    running.set(key, ended);
    sender.once('destroyed', end);
    try {
      const caller = callerOf(event, context);
      const items = dispatcher.stream(caller, parseInput(Name, name), input, ended.signal);
      for await (const value of items) tell({ type: 'item', value });
      tell({ type: 'end' });
    } catch (error) {
      if (!ended.signal.aborted) tell({ type: 'error', error: wire(context, error) });
    } finally {
      sender.off('destroyed', end);
      if (running.get(key) === ended) running.delete(key);
    }
  };

  const unsubscribe = (event: IpcMainEvent, id: unknown) => {
    if (!isFromOwnPage(event)) return;
    const own = Id.safeParse(id);
    running.get(`${event.sender.id}:${own.data}`)?.abort(new DiwanError('cancelled'));
  };

  const wire = (context: unknown, error: unknown) => {
    if (!isDiwanError(error) || error.code === 'internal') log.error({ error }, 'a call failed');
    return sayError(Context.safeParse(context).data?.language ?? 'en', error);
  };

  const heard = (event: IpcMainEvent, ...args: unknown[]) => {
    const [id, name, input, context] = args;
    subscribe(event, id, name, input, context).catch((error: unknown) =>
      log.error({ error }, 'a subscription was refused'),
    );
  };

  ipc.handle('diwan:invoke', invoke);
  ipc.on('diwan:subscribe', heard);
  ipc.on('diwan:unsubscribe', unsubscribe);
  return {
    [Symbol.dispose]: () => {
      ipc.removeHandler('diwan:invoke');
      ipc.off('diwan:subscribe', heard);
      ipc.off('diwan:unsubscribe', unsubscribe);
      for (const one of running.values()) one.abort(new DiwanError('shutting_down'));
    },
  };
}

/** @throws DiwanError `not_allowed` for any other page or a frame within ours */
function requireOwnPage(event: Sent): void {
  if (!isFromOwnPage(event)) throw new DiwanError('not_allowed', { params: { action: 'window' } });
}

type Sent = Pick<IpcMainEvent | IpcMainInvokeEvent, 'senderFrame'>;

const isFromOwnPage = ({ senderFrame: frame }: Sent): boolean =>
  frame !== null && frame.parent === null && isOwnPage(frame.url);

/** @throws DiwanError `not_allowed`, `invalid_input` */
function callerOf(event: IpcMainEvent | IpcMainInvokeEvent, context: unknown): Caller {
  requireOwnPage(event);
  const given: CallContext = parseInput(Context, context);
  return {
    door: 'window',
    access: 'operator',
    userId: null,
    organizationId: given.organizationId,
    sessionId: null,
    address: null,
    language: given.language,
  };
}
