/** Of Arabic and of Persian keyboards. */
const digits = /[\u0660-\u0669\u06f0-\u06f9\u066b]/g;

const latin = (typed: string): string =>
  typed.replaceAll(digits, (digit) =>
    digit === '\u066b' ? '.' : String(digit.charCodeAt(0) & 0xf),
  );

/** Number fields take the digits of every keyboard: what is typed or pasted is put in as Latin ones. */
export function takeAllDigits(): void {
  document.addEventListener('beforeinput', (event) => {
    const { target, data } = event;
    if (!(target instanceof HTMLInputElement) || data === null) return;
    if (target.inputMode !== 'numeric' && target.inputMode !== 'decimal') return;
    const typed = latin(data);
    if (typed === data) return;
    event.preventDefault();
    // The one way that keeps the caret, the undo history and the field's own listeners.
    document.execCommand('insertText', false, typed);
  });
}
