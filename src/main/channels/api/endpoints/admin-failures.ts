import type { Context } from 'hono';
import { isDiwanError } from '../../../lib/errors.ts';
import { sayError } from '../../../lib/i18n.ts';
import { invalidFields, sayFailure } from '../failures.ts';
import { wantedLanguage } from '../guards.ts';

const fieldOf: Readonly<Record<string, string>> = {
  database: 'databases',
  organization: 'organization_id',
};

/** What a body names and is not there is a wrong field of that body, not a missing page. */
export function sayUnknownFields(context: Context, work: () => Response): Response {
  try {
    return work();
  } catch (error) {
    const field = isDiwanError(error, 'not_found') ? fieldOf[String(error.params.what)] : undefined;
    if (field === undefined) throw error;
    const language = wantedLanguage(context);
    const { message } = sayError(language, error);
    const failure = invalidFields(language, [{ field, message }]);
    return sayFailure({ style: 'diwan', language }, failure);
  }
}
