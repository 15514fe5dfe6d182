import type { Clock } from '../lib/clock.ts';
import type { Provider } from './model.ts';

/** The practice model, loaded when it is first asked. */
export function lazyPractice(clock: Clock): Provider {
  const open = async () =>
    (await import('./practice/provider.ts')).createPracticeProvider({ clock });
  let opened: Promise<Provider> | null = null;
  const practice = () => (opened ??= open());
  return {
    generate: async (request) => (await practice()).generate(request),
    stream: async (request, onText) => (await practice()).stream(request, onText),
    list: async () => [{ id: 'practice', name: 'Practice model', contextTokens: null }],
  };
}
