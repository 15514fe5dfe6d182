import type { Channel, ChannelChange } from '../../preload/contract/channels.ts';
import type { Clock } from '../lib/clock.ts';
import { DiwanError, isDiwanError } from '../lib/errors.ts';
import type { ModelInfo, Models } from '../model/model.ts';
import { botChannel } from './bot-channel.ts';
import type { KnownChannel } from './channel.ts';

/** Which models a channel's users may choose among. */
export interface Offer {
  /** The session's model while the channel still allows it, else the channel's own. */
  current(channel: KnownChannel, chosen: string | null): string;
  /** What the configured keys can really use, of what the channel allows; its own model first. */
  list(channel: KnownChannel, signal: AbortSignal): Promise<string[]>;
  /** Whether a model may be asked for by name. */
  allows(channel: KnownChannel, model: string, signal: AbortSignal): Promise<boolean>;
  /** All that the configured keys can use. */
  usable(signal: AbortSignal): Promise<ModelInfo[]>;
  /**
   * Refuses models that no configured key leads to, as what is newly set of a channel. A model its
   * provider does not list, or cannot list now, may still be one.
   * @throws DiwanError `model_no_key` {model, variable, field: `defaultModel` or `availableModels`}
   */
  requireKeys(change: ModelChoice, before: Channel | null): Promise<void>;
}

export type ModelChoice = Pick<ChannelChange, 'defaultModel' | 'availableModels'>;

const freshMs = 5 * 60_000;

export function createOffer(models: Models, clock: Clock): Offer {
  let listed: { at: number; models: ModelInfo[] } | null = null;

  const usable = async (signal: AbortSignal): Promise<ModelInfo[]> => {
    if (listed && clock.monotonic() - listed.at < freshMs) return listed.models;
    const found = await models.list(signal);
    listed = { at: clock.monotonic(), models: found };
    return found;
  };
  /** Providers that can not be asked now are no reason to refuse what the owner allowed. */
  const usableIds = (signal: AbortSignal): Promise<Set<string> | null> =>
    usable(signal).then(
      (found) => new Set(found.map(({ id }) => id)),
      (error: unknown) => {
        if (isDiwanError(error, 'cancelled')) throw error;
        return null;
      },
    );

  return {
    usable,
    current({ limits }, chosen) {
      if (chosen === null || chosen === limits.model || !limits.modelSwitch) return limits.model;
      return limits.models === null || limits.models.includes(chosen) ? chosen : limits.model;
    },
    async list({ limits }, signal) {
      const real = await usableIds(signal);
      const allowed = limits.models ?? (limits.modelSwitch && real ? [...real] : []);
      const rest = allowed.filter((id) => id !== limits.model && (real?.has(id) ?? true));
      return [limits.model, ...rest];
    },
    async allows({ limits }, model, signal) {
      if (model === limits.model) return true;
      if (limits.models) return limits.models.includes(model);
      if (!limits.modelSwitch) return false;
      return (await usableIds(signal))?.has(model) ?? false;
    },
    async requireKeys({ defaultModel, availableModels }, before) {
      // It has no models to set, and is told so in other words.
      if (before?.channelId === botChannel) return;
      const kept = new Set([before?.defaultModel, ...(before?.availableModels ?? [])]);
      const given = [
        ...(defaultModel ? [['defaultModel', defaultModel] as const] : []),
        ...(availableModels ?? []).map((model) => ['availableModels', model] as const),
      ];
      for (const [field, model] of given) {
        const variable = kept.has(model) ? null : await models.keyMissing(model);
        if (variable !== null)
          throw new DiwanError('model_no_key', { params: { model, variable, field } });
      }
    },
  };
}
