import type { ChannelRow } from '../../../preload/contract/entries/channels.ts';
import { getContext } from '../../api.ts';

/** The bot's own channel, which has no keys. */
export const isTelegram = ({ channelId }: Pick<ChannelRow, 'channelId'>): boolean =>
  channelId === 'telegram';

/** The chosen organisation's and the whole appliance's: another organisation's stay its own. */
export function ownChannels(all: readonly ChannelRow[]): ChannelRow[] {
  const { organizationId } = getContext();
  return all.filter((one) => one.organizationId === null || one.organizationId === organizationId);
}
