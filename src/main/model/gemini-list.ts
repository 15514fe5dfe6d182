import type { Clock } from '../lib/clock.ts';
import { createDeadline } from '../lib/deadline.ts';
import { DiwanError } from '../lib/errors.ts';
import { geminiFailure } from './gemini-errors.ts';
import { GeminiModels } from './gemini-wire.ts';
import type { ModelInfo } from './model.ts';

const listTimeoutMs = 15_000;
const maxPages = 10;
/** Models of the same API that do not answer in plain text. */
const otherTrades = /embedding|-tts|-image|-live|native-audio|robotics|computer-use|-omni/;

/** The models this key may use, by GET /v1beta/models: the SDK has no listing. */
export async function listGeminiModels(
  { key, clock }: { key: string; clock: Clock },
  baseUrl: string,
  signal: AbortSignal,
): Promise<ModelInfo[]> {
  if (signal.aborted) throw new DiwanError('cancelled');
  using deadline = createDeadline(clock, listTimeoutMs, signal);
  const found: ModelInfo[] = [];
  let page: string | undefined = '';
  try {
    for (let pages = 0; page !== undefined && pages < maxPages; pages++) {
      const body = await readPage(baseUrl, key, page, deadline.signal);
      found.push(...body.models.filter(isUsable).map(toInfo));
      page = body.nextPageToken;
    }
    return found;
  } catch (error) {
    if (signal.aborted) throw new DiwanError('cancelled');
    if (deadline.expired) throw new DiwanError('model_timeout', { params: { model: 'gemini' } });
    throw geminiFailure(error, { request: { model: 'gemini', stage: 'summary' }, key }).error;
  }
}

async function readPage(baseUrl: string, key: string, page: string, signal: AbortSignal) {
  const token = page === '' ? '' : `&pageToken=${encodeURIComponent(page)}`;
  const response = await fetch(`${baseUrl}/v1beta/models?pageSize=1000${token}`, {
    // In a header, never in the address: addresses reach logs.
    headers: { 'x-goog-api-key': key },
    signal,
  });
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw restError(response.status, body);
  return GeminiModels.parse(body);
}

/** The REST error in the shape of the SDK's. */
function restError(status: number, body: unknown): unknown {
  const error = body !== null && typeof body === 'object' && 'error' in body ? body.error : null;
  const { message, details } = { message: '', details: [], ...(error ?? {}) };
  return { status, message, errorDetails: details };
}

type Listed = ReturnType<typeof GeminiModels.parse>['models'][number];

const idOf = (model: Listed): string => model.name.replace(/^models\//, '');

/** Only ids that are routed to Gemini, so that what is listed is what would be asked. */
const isUsable = (model: Listed): boolean =>
  model.supportedGenerationMethods.includes('generateContent') &&
  idOf(model).startsWith('gemini-') &&
  !otherTrades.test(idOf(model));

const toInfo = (model: Listed): ModelInfo => ({
  id: idOf(model),
  name: model.displayName ?? idOf(model),
  contextTokens: model.inputTokenLimit ?? null,
});
