import type { Breaker } from '../lib/breaker.ts';
import { isDiwanError } from '../lib/errors.ts';
import type { Models } from './model.ts';

/** Nobody is there, or nobody answers in time. */
export const isModelOutage = (error: unknown): boolean =>
  isDiwanError(error, 'model_unavailable') || isDiwanError(error, 'model_timeout');

/** A model that is down is not asked again and again: see Breaker. */
export const breakModels = (models: Models, breaker: Breaker): Models => ({
  generate: (request) => breaker.run(request.model, () => models.generate(request)),
  stream: (request, onText) => breaker.run(request.model, () => models.stream(request, onText)),
  list: (signal, of) => models.list(signal, of),
  keyMissing: (model) => models.keyMissing(model),
});
