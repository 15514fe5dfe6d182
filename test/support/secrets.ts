import type { Secrets } from '../../src/main/host.ts';

/** Secrets for one test, gone with it. `names()` shows what is kept. */
export function memorySecrets(): Secrets & { names(): string[] } {
  const kept = new Map<string, string>();
  return {
    kind: 'memory',
    get: async (name) => kept.get(name) ?? null,
    set: async (name, value) => {
      kept.set(name, value);
    },
    delete: async (name) => {
      kept.delete(name);
    },
    names: () => [...kept.keys()].sort(),
  };
}
