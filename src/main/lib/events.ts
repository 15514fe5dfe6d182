/** Named happenings inside the process, each with its own payload. Nothing is kept or replayed. */
export interface Events<Map extends object> {
  /** Dispose what is returned to stop listening. */
  on<Name extends keyof Map>(name: Name, listener: (payload: Map[Name]) => void): Disposable;
  /** Calls the listeners at once and in order; one that throws stops neither the others nor us. */
  emit<Name extends keyof Map>(name: Name, payload: Map[Name]): void;
}

/** @param failed is told what a listener threw. */
export function createEvents<Map extends object>(failed: (error: unknown) => void): Events<Map> {
  const listeners: { [Name in keyof Map]?: Set<(payload: Map[Name]) => void> } = {};
  return {
    on(name, listener) {
      const all = listeners[name] ?? new Set();
      listeners[name] = all;
      // a listener given twice is heard twice, and each registration ends alone
      const own: typeof listener = (payload) => listener(payload);
      all.add(own);
      return { [Symbol.dispose]: () => void all.delete(own) };
    },
    emit(name, payload) {
      for (const listener of [...(listeners[name] ?? [])]) {
        try {
          listener(payload);
        } catch (error) {
          failed(error);
        }
      }
    },
  };
}
