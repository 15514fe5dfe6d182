/**
 * Endpoints differ in what they take (JSON schemas, limits, usage in streams). Asks in the form
 * remembered for the model, and in weaker ones while the endpoint rejects the form itself.
 */
export interface Forms<F> {
  ask<T>(
    model: string,
    send: (form: F) => Promise<T>,
    /** The form to try after this rejection; null when the error is about something else. */
    weaker: (form: F, error: unknown) => F | null,
  ): Promise<T>;
}

export function createForms<F>(strongest: (model: string) => F): Forms<F> {
  const known = new Map<string, F>();
  return {
    async ask(model, send, weaker) {
      let form = known.get(model) ?? strongest(model);
      for (;;) {
        try {
          const answer = await send(form);
          known.set(model, form);
          return answer;
        } catch (error) {
          const next = weaker(form, error);
          if (next === null) throw error;
          form = next;
        }
      }
    },
  };
}
