import { z } from 'zod';
import { say } from '../../../lib/i18n.ts';
import { chatCommands } from '../../../programs/commands.ts';
import { endpoint } from '../endpoint.ts';
import { saidJson } from '../said.ts';

const Commands = z.object({
  success: z.literal(true),
  platform: z.string().describe('The channel’s channel_id.'),
  commands: z.array(z.object({ command: z.string(), description: z.string() })),
});

export const commands = endpoint({
  method: 'get',
  path: '/commands',
  guard: 'channel',
  tag: 'chat',
  summary: 'The commands that may be written instead of a question',
  responses: { 200: { description: 'The commands, in the channel’s language', schema: Commands } },
  fails: [401, 403],
  handle({ caller: { channel } }) {
    const { language, channel_id: platform } = channel.row;
    const listed = chatCommands.map((name) => ({
      command: `/${name}`,
      description: say(language, `channel.command.${name}`),
    }));
    return saidJson({ success: true, platform, commands: listed });
  },
});
