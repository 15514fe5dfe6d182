import QRCode from 'qrcode';
import type { invitations } from '../../../preload/contract/entries/invitations.ts';
import { actorOf } from '../actor.ts';
import type { HandlersOf } from '../dispatch.ts';
import type { HandlerDeps } from './deps.ts';

/** A text as a QR picture, to be shown by an `img`. */
export async function qrOf(text: string): Promise<string> {
  const svg = await QRCode.toString(text, { type: 'svg', margin: 1 });
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}

export const invitationHandlers = ({
  people,
  bot,
}: Pick<HandlerDeps, 'people' | 'bot'>): HandlersOf<typeof invitations> => {
  const actor = (caller: Parameters<typeof actorOf>[1]) => actorOf(people.persons, caller);
  return {
    'invitations.list': (caller, page) => people.invitations.list(actor(caller), page),
    'invitations.uses': (caller, { invitationId }) =>
      people.invitations.uses(actor(caller), invitationId),
    'invitations.create': async (caller, input) => {
      const { code, invitation } = people.invitations.create(actor(caller), input);
      const username = bot.username();
      const link = username === null ? null : `https://t.me/${username}?start=join_${code}`;
      return { invitation, code, link, qr: link && (await qrOf(link)) };
    },
    'invitations.revoke': (caller, { invitationId }) => {
      people.invitations.revoke(actor(caller), invitationId);
      return {};
    },
  };
};
