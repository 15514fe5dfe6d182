import { useEntry } from '../../queries.ts';
import type { Draft } from './draft.ts';

/** The model of a channel that sets none: the first it may use, else its access type's. */
export function useUsualModel({ availableModels, accessType }: Draft): string {
  const settings = useEntry('settings.get', {});
  const defaults = settings.data?.settings.channels;
  const ofType = accessType === 'public' ? defaults?.publicModel : defaults?.privateModel;
  return availableModels?.[0] ?? ofType ?? '…';
}
