import { type IpcMain, type IpcMainEvent, type IpcMainInvokeEvent, ipcMain } from 'electron';
import { z } from 'zod';
import { Language } from '../../preload/contract/answer.ts';
import type { CallContext, Reply, StreamEvent } from '../../preload/contract/bridge.ts';
import type { Caller } from '../contract/caller.ts';
import type { Dispatcher } from '../contract/dispatch.ts';
import { DiwanError, isDiwanError } from '../lib/errors.ts';
import { sayError } from '../lib/i18n.ts';
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
    const caller = callerOf(event, context);
    try {
      const value = await dispatcher.call(
        caller,
        Name.parse(name),
        input,
        new AbortController().signal,
      );
      return { ok: true, value };
    } catch (error) {
      return { ok: false, error: wire(caller, error) };
    }
  };

  const subscribe = async (
    event: IpcMainEvent,
    id: unknown,
    name: unknown,
    input: unknown,
    context: unknown,
  ) => {
    const caller = callerOf(event, context);
    const own = Id.parse(id);
    const { sender } = event;
    const tell = (told: StreamEvent) => {
      if (!sender.isDestroyed()) sender.send('diwan:event', own, told);
    };
    const ended = new AbortController();
    running.set(`${sender.id}:${own}`, ended);
    sender.once('destroyed', () => ended.abort(new DiwanError('cancelled')));
    try {
      for await (const value of dispatcher.stream(caller, Name.parse(name), input, ended.signal))
        tell({ type: 'item', value });
      tell({ type: 'end' });
    } catch (error) {
      if (!ended.signal.aborted) tell({ type: 'error', error: wire(caller, error) });
    } finally {
      running.delete(`${sender.id}:${own}`);
    }
  };

  const unsubscribe = (event: IpcMainEvent, id: unknown) => {
    callerOf(event, { organizationId: null, language: 'en' });
    running.get(`${event.sender.id}:${Id.parse(id)}`)?.abort(new DiwanError('cancelled'));
  };

  const wire = (caller: Caller, error: unknown) => {
    if (!isDiwanError(error) || error.code === 'internal') log.error({ error }, 'a call failed');
    return sayError(caller.language, error);
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
function callerOf(event: IpcMainEvent | IpcMainInvokeEvent, context: unknown): Caller {
  const frame = event.senderFrame;
  if (!frame || frame.parent !== null || !isOwnPage(frame.url)) {
    throw new DiwanError('not_allowed', { params: { action: 'window' } });
  }
  const given: CallContext = Context.parse(context);
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
