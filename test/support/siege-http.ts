import type { Siege } from './siege.ts';

export interface Heard {
  status: number;
  text: string;
  headers: Headers;
}

type Headed = Readonly<Record<string, string>>;

export const bearer = (token: string): Headed => ({ Authorization: `Bearer ${token}` });

/** The three doors of HTTP, by the addresses they said when they opened. */
export function doorsOf({ app }: Pick<Siege, 'app'>) {
  const { owner, lan, api } = app.ready;
  return { owner: new URL(owner ?? '').origin, lan: lan ?? '', api: api ?? '' };
}

export async function http(
  url: string,
  init: { method?: string; headers?: Headed; body?: unknown } = {},
): Promise<Heard> {
  const { method = 'POST', headers = {}, body } = init;
  const sent = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const request = { method, headers, ...(sent === undefined ? {} : { body: sent }) };
  // A door that has refused a body unread closes the connection; the next request may meet that.
  const answer = await fetch(url, request).catch(() => fetch(url, request));
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
}

/** A session of the operator at the owner's door; its link works once. */
export async function operatorToken({ app }: Pick<Siege, 'app'>): Promise<string> {
  const link = new URL(app.ready.owner ?? '');
  const token = link.searchParams.get('token');
  const { text } = await http(`${link.origin}/session`, { body: { token } });
  return String(JSON.parse(text).token);
}
