/**
 * Aborts with the outer signal and its reason, until disposed. `AbortSignal.any` would do, but its
 * weak references cost a quick call more than the rest of it.
 */
export function follow(outer: AbortSignal, control: AbortController): Disposable {
  const stop = () => control.abort(outer.reason);
  if (outer.aborted) stop();
  else outer.addEventListener('abort', stop, { once: true });
  return { [Symbol.dispose]: () => outer.removeEventListener('abort', stop) };
}
