import type { ActivityKind } from '../../preload/contract/activity.ts';
import { redact } from '../lib/redact.ts';

/** Something that happened, as its place in the code tells it. */
export interface Happening {
  kind: ActivityKind;
  /** What was done, e.g. `ask`, `/dbs`, `member.removed`. */
  action: string;
  /** `ok` where nothing is said, else the code of what went wrong. */
  outcome?: string;
  door?: string | null;
  userId?: number | null;
  organizationId?: number | null;
  /** The chat as its door names it. */
  chat?: string | null;
  /** On what, e.g. `database:7`. */
  target?: string | null;
  /** Never a secret; texts are redacted by shape all the same, and cut. */
  details?: Readonly<Record<string, unknown>>;
}

/** Notes what happened: at once, cheap, never throwing. */
export type Recorder = (happening: Happening) => void;

/** An entry's content as it is stored. */
export interface Content {
  at: string;
  kind: ActivityKind;
  action: string;
  outcome: string;
  door: string | null;
  user_id: number | null;
  organization_id: number | null;
  chat: string | null;
  target: string | null;
  details: string;
}

const longest = 10_000;
const censored = /^(password|passphrase|token|api_?key|secret|authorization|connection(string)?)$/i;

export const contentOf = (happening: Happening, at: string): Content => ({
  at,
  kind: happening.kind,
  action: clean(happening.action),
  outcome: happening.outcome ?? 'ok',
  door: happening.door ?? null,
  user_id: happening.userId ?? null,
  organization_id: happening.organizationId ?? null,
  chat: happening.chat ?? null,
  target:
    happening.target === undefined || happening.target === null ? null : clean(happening.target),
  details: JSON.stringify(happening.details ?? {}, (key, value: unknown) => {
    if (censored.test(key)) return '[redacted]';
    return typeof value === 'string' ? clean(value) : value;
  }),
});

const clean = (text: string): string => redact(text.slice(0, longest));
