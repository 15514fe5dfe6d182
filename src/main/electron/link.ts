import { shell } from 'electron';
import { DiwanError } from '../lib/errors.ts';

/**
 * Opens a link in the operator's own browser or mail program.
 * @throws DiwanError `not_allowed` for anything but https and mailto
 */
export async function openLink(url: string): Promise<void> {
  const { protocol, href } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'mailto:') {
    throw new DiwanError('not_allowed', { params: { action: 'openLink' } });
  }
  // As it was read, so that nothing reads it otherwise.
  await shell.openExternal(href);
}
