const dialogs = '[role=dialog], [role=menu]';

/**
 * Whoever closes a dialog with the keyboard goes on where they were: dialogs here are taken away
 * while open, so that none of them can give the focus back by itself.
 */
export function keepFocus(): void {
  let before: HTMLElement | null = null;
  let within = false;
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement)) return;
    within = target.closest(dialogs) !== null;
    if (!within) before = target;
  });
  const watching = new MutationObserver(() => {
    if (!within || document.querySelector(dialogs)) return;
    within = false;
    if (document.activeElement !== document.body) return;
    const place = before?.isConnected ? before : document.getElementById('main');
    place?.focus({ preventScroll: true });
  });
  watching.observe(document.body, { childList: true, subtree: true });
}
