import type { Host } from '../../src/main/host.ts';
import { memorySecrets } from './secrets.ts';

/** A host that keeps secrets in memory, shows nothing and cannot restart. */
export const hostAt = (home: string, given: Partial<Host> = {}): Host => ({
  home,
  secrets: memorySecrets(),
  notify: () => undefined,
  restart: null,
  openLink: async () => undefined,
  ...given,
});
