import type { Language } from '../../preload/contract/answer.ts';
import type { Access } from '../../preload/contract/entry.ts';

export type ContractDoor = 'window' | 'web' | 'lan';

/** Who calls, as the door has made sure. */
export interface Caller {
  door: ContractDoor;
  access: Access;
  /** Null for the operator and for who is not signed in. */
  userId: number | null;
  /** The organisation the call is about; for an operator the one chosen in the window. */
  organizationId: number | null;
  /** Of the signed-in session, so that it can be ended. */
  sessionId: number | null;
  /** The caller's address, for what is counted by address. */
  address: string | null;
  language: Language;
}
