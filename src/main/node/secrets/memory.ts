import type { Secrets } from '../../host.ts';

/** Secrets for as long as the process runs: for the demo, which keeps nothing. */
export function memorySecrets(): Secrets {
  const values = new Map<string, string>();
  return {
    kind: 'memory',
    get: async (name) => values.get(name) ?? null,
    set: async (name, value) => void values.set(name, value),
    delete: async (name) => void values.delete(name),
  };
}
