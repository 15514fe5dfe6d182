import { showCredentials } from '../credentials.ts';
import type { Command } from './command.ts';

export const password: Command = {
  name: 'password',
  access: ['useWebView'],
  where: 'private',
  run: (talk) => showCredentials(talk),
};
