/** The bridge: one call and one subscription. Nothing of Electron or Node reaches the page. */
import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import type { Bridge, CallContext, Reply, StreamEvent } from './contract/bridge.ts';

let subscriptions = 0;

const bridge: Bridge = {
  invoke: (name: string, input: unknown, context: CallContext): Promise<Reply> =>
    ipcRenderer.invoke('diwan:invoke', name, input, context),
  subscribe: (name, input, context, on) => {
    subscriptions += 1;
    const id = subscriptions;
    const hear = (_event: IpcRendererEvent, from: number, told: StreamEvent) => {
      if (from !== id) return;
      if (told.type !== 'item') ipcRenderer.off('diwan:event', hear);
      on(told);
    };
    ipcRenderer.on('diwan:event', hear);
    ipcRenderer.send('diwan:subscribe', id, name, input, context);
    return () => {
      ipcRenderer.off('diwan:event', hear);
      ipcRenderer.send('diwan:unsubscribe', id);
    };
  },
};

contextBridge.exposeInMainWorld('diwan', bridge);
