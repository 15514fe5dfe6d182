/** What the appliance needs of its machine. `electron/` and `node/` each give one. */
export interface Host {
  /** The data folder, absolute; exists. */
  readonly home: string;
  readonly secrets: Secrets;
  /** Shows the operator something that needs attention. */
  notify(title: string, body: string): void;
  /** Ends this process so that it starts again; null where nothing would start it again. */
  readonly restart: (() => void) | null;
  /** Opens an https or mailto link in the operator's browser. */
  openLink(url: string): Promise<void>;
}

/**
 * Named secrets (`telegram-bot-token`, `connection-12` …) in the OS keychain or the encrypted
 * vault. Rejects with `secrets_unavailable` or `secrets_passphrase`; never falls back to plain text.
 */
export interface Secrets {
  readonly kind: 'keychain' | 'file' | 'memory' | 'none';
  get(name: string): Promise<string | null>;
  set(name: string, value: string): Promise<void>;
  delete(name: string): Promise<void>;
}
