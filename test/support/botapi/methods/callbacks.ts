import { z } from 'zod';
import { badRequest } from '../failure.ts';
import { flag, string } from '../params.ts';
import { method } from './method.ts';

const minutes15 = 15 * 60_000;

const answerCallbackQuery = method(
  z.object({
    callback_query_id: string,
    text: string.default(''),
    show_alert: flag.default(false),
    url: string.optional(),
  }),
  ({ world }, params) => {
    const press = world.presses.get(params.callback_query_id);
    if (!press || press.answer !== null || world.clock.now() - press.at > minutes15) {
      throw badRequest('query is too old and response timeout expired or query ID is invalid');
    }
    if (params.text.length > 200) throw badRequest('MESSAGE_TOO_LONG');
    press.answer = { text: params.text, alert: params.show_alert, url: params.url ?? null };
    world.events.emit({ what: 'answer', press: params.callback_query_id });
    return true;
  },
);

export const callbacks = { answerCallbackQuery };
