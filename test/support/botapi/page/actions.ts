import { z } from 'zod';
import { Person } from '../person.ts';
import type { Talker } from '../talker.ts';

const where = { chat: z.int(), person: z.int() };
const text = z.string().trim().min(1).max(100_000);

export const PageActionSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('send'), ...where, text, replyTo: z.int().optional() }),
  z.object({ do: z.literal('edit'), ...where, message: z.int(), text: text.max(4096) }),
  z.object({ do: z.literal('delete'), ...where, message: z.int() }),
  z.object({ do: z.literal('press'), ...where, message: z.int(), data: z.string().max(64) }),
  z.object({ do: z.enum(['sticker', 'voice', 'stop', 'block', 'unblock']), ...where }),
]);

type Action = z.infer<typeof PageActionSchema>;

/** Does what the page's person did. A press gives its id, by which the answer will come. */
export function act(talker: Talker, action: Action): { press?: string } {
  switch (action.do) {
    case 'send':
      say(talker, action.text, action.replyTo);
      return {};
    case 'edit':
      talker.edit(action.message, action.text);
      return {};
    case 'delete':
      talker.delete(action.message);
      return {};
    case 'press':
      return { press: talker.press({ data: action.data, message: action.message }).id };
    default:
      plain(talker, action.do);
      return {};
  }
}

/** Longer texts leave in pieces of 4,096 characters, as from Telegram's own clients. */
function say(talker: Talker, whole: string, replyTo: number | undefined): void {
  const pieces = whole.match(/[\s\S]{1,4096}/g) ?? [];
  for (const piece of pieces) {
    if (piece.trim() !== '') talker.send(piece, replyTo === undefined ? {} : { replyTo });
  }
}

function plain(talker: Talker, what: 'sticker' | 'voice' | 'stop' | 'block' | 'unblock'): void {
  if (what === 'sticker') talker.sendSticker();
  else if (what === 'voice') talker.sendVoice();
  else if (what === 'stop') talker.stop();
  else if (talker instanceof Person) talker[what]();
}
