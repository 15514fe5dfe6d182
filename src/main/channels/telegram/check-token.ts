import { Api, GrammyError } from 'grammy';
import { DiwanError } from '../../lib/errors.ts';

/**
 * Asks Telegram whose token it is.
 * @throws DiwanError `invalid_input` (token) when Telegram refuses it, else `telegram_unreachable`
 */
export async function checkToken(
  token: string,
  apiRoot: string,
): Promise<{ username: string; name: string }> {
  const refused = { params: { field: 'token', problem: 'custom' } };
  if (!/^\d+:[A-Za-z0-9_-]{10,}$/.test(token)) throw new DiwanError('invalid_input', refused);
  try {
    const { username, first_name: name } = await new Api(token, { apiRoot }).getMe();
    return { username, name };
  } catch (cause) {
    if (cause instanceof GrammyError && [401, 404].includes(cause.error_code))
      throw new DiwanError('invalid_input', { ...refused, cause });
    throw new DiwanError('telegram_unreachable', { cause });
  }
}
