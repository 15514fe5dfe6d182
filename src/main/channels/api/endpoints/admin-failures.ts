import type { Context } from 'hono';
import { type DiwanError, isDiwanError } from '../../../lib/errors.ts';
import { sayError } from '../../../lib/i18n.ts';
import { invalidFields, sayFailure } from '../failures.ts';
import { wantedLanguage } from '../guards.ts';

const fieldOf: Readonly<Record<string, string>> = {
  database: 'databases',
  organization: 'organization_id',
  defaultModel: 'default_model',
  availableModels: 'available_models',
};

function wrongField({ code, params }: DiwanError): string | undefined {
  if (code === 'model_no_key') return fieldOf[String(params.field)];
  return code === 'not_found' ? fieldOf[String(params.what)] : undefined;
}

/** What a body names and is not there, or leads nowhere, is a wrong field, not a missing page. */
export async function sayWrongFields(
  context: Context,
  work: () => Promise<Response>,
): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    const field = isDiwanError(error) ? wrongField(error) : undefined;
    if (field === undefined) throw error;
    const language = wantedLanguage(context);
    const { message } = sayError(language, error);
    const failure = invalidFields(language, [{ field, message }]);
    return sayFailure({ style: 'diwan', language }, failure);
  }
}
