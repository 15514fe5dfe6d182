import type { Language } from '../../preload/contract/answer.ts';
import type { HealthItem } from '../../preload/contract/entries/overview.ts';
import type { Recorder } from '../audit/entry.ts';
import { say } from '../lib/i18n.ts';
import type { Log } from '../lib/log.ts';

export interface AlertDeps {
  language: () => Language;
  /** Shows it on the machine itself. */
  notify(title: string, body: string): void;
  /** Telegram ids of the appliance's administrators. */
  admins: readonly number[];
  /** Sends a plain text in Telegram. */
  send(telegramId: number, text: string): Promise<void>;
  record: Recorder;
  log: Log;
}

/** Tells the operator and the administrators, each in words that say what to do. */
export const createAlerts =
  (deps: AlertDeps) =>
  (item: HealthItem, kind: 'trouble' | 'recovery'): void => {
    const language = deps.language();
    const title = say(language, `health.${kind}`, { part: partName(language, item) });
    const body = sentenceOf(language, item);
    const outcome = kind === 'trouble' ? item.detail : 'ok';
    deps.record({ kind: 'health', action: kind, target: item.part, outcome, details: item.params });
    deps.log.warn({ part: item.part, detail: item.detail, kind }, 'health');
    deps.notify(title, body);
    for (const admin of deps.admins)
      deps.send(admin, `${title}\n${body}`).catch((error: unknown) => {
        deps.log.warn({ error, part: item.part }, 'an alert was not sent');
      });
  };

export const partName = (language: Language, { part }: Pick<HealthItem, 'part'>): string =>
  say(language, `window.health.${part}.name`);

export const sentenceOf = (language: Language, { part, detail, params }: HealthItem): string =>
  say(language, `window.health.${part}.${detail}`, params);
