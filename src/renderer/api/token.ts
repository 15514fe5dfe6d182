/** The bearer token of this tab; gone when the tab is closed. */
const key = 'diwan.token';

export const token = {
  get: (): string | null => sessionStorage.getItem(key),
  set: (value: string): void => sessionStorage.setItem(key, value),
  clear: (): void => sessionStorage.removeItem(key),
};

/**
 * Exchanges the one-time token of the owner's link for a session, and takes it out of the address.
 * False when the link has been used before.
 */
export async function redeemLink(): Promise<boolean> {
  const address = new URL(location.href);
  const once = address.searchParams.get('token');
  if (once === null) return token.get() !== null;
  address.searchParams.delete('token');
  history.replaceState(null, '', address);
  const response = await fetch('/session', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ token: once }),
  });
  if (!response.ok) return token.get() !== null;
  const given: unknown = await response.json();
  if (given !== null && typeof given === 'object' && 'token' in given)
    token.set(String(given.token));
  return true;
}
