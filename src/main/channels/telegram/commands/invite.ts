import { InputFile } from 'grammy';
import { toBuffer } from 'qrcode';
import type { InvitationInput } from '../../../../preload/contract/people.ts';
import { formatTime } from '../../../lib/locale.ts';
import { code, escaped, join, tell } from '../render/html.ts';
import { wholeNumbers } from './args.ts';
import type { Command } from './command.ts';

/** `/invite [uses] [hours]`: the code is shown once, as words, as a link and as a picture. */
export const invite: Command = {
  name: 'invite',
  access: ['createInvitations'],
  where: 'private',
  async run(talk, args) {
    const { bot, person, language } = talk;
    const input = inputOf(args);
    if (!input) return await talk.say(tell(language, 'bot.invite.usage'));
    const key = `telegram:${bot.id}:${talk.updateId}`;
    // Asked again where a crash cut off its answer, it shows the code of before.
    const { code: secret, invitation } = await bot.people.invitations.createOnce(
      person,
      input,
      key,
    );
    const link = `https://t.me/${bot.username}?start=join_${secret}`;
    const picture = await toBuffer(link, { width: 480, margin: 2, errorCorrectionLevel: 'M' });
    const text = join([
      tell(language, 'bot.invite.done', { name: person.organization?.name ?? '' }),
      code(escaped(`/join ${secret}`)),
      escaped(link),
      tell(language, 'bot.invite.limits', {
        count: invitation.maxUses,
        until: formatTime(language, invitation.expiresAt),
      }),
    ]);
    return await talk.sendFile('photo', new InputFile(picture, 'invitation.png'), text);
  },
};

/** Null where it is not one or two numbers. */
function inputOf(args: string): InvitationInput | null {
  const [uses, hours, ...more] = wholeNumbers(args);
  if (more.length > 0 || Number.isNaN(uses) || Number.isNaN(hours)) return null;
  return { ...(uses !== undefined && { uses }), ...(hours !== undefined && { hours }) };
}
