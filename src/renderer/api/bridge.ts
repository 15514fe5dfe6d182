import type { Bridge } from '../../preload/contract/bridge.ts';
import { ApiError, type Transport } from './transport.ts';

/** The contract over the native window's preload script. */
export const overBridge = (bridge: Bridge): Transport => ({
  async call(name, input, context) {
    const reply = await bridge.invoke(name, input, context);
    if (!reply.ok) throw new ApiError(reply.error);
    return reply.value;
  },
  stream(name, input, context, signal, on) {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const end = bridge.subscribe(name, input, context, (event) => {
      if (event.type === 'item') on(event.value);
      else if (event.type === 'end') resolve();
      else reject(new ApiError(event.error));
    });
    signal.addEventListener('abort', () => resolve(), { once: true });
    return promise.finally(end);
  },
});
