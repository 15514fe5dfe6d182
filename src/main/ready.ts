/** What `serve` prints once all doors are open; a door that is shut is null. */
export interface Ready {
  version: string;
  pid: number;
  /** Of the owner's page at the loopback door, with its one-time token. */
  owner: string | null;
  lan: string | null;
  api: string | null;
  bot: `@${string}` | null;
}
