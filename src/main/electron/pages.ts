import { protocol, session } from 'electron';
import type { Hono } from 'hono';

const scheme = 'diwan';
export const ownerPage = `${scheme}://app/`;

export const isOwnPage = (url: string): boolean => url.startsWith(ownerPage);

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Before the app is ready: our files come over a scheme of their own, never over file:. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the built page under `diwan://app/`, with a strict policy; nothing else is permitted. */
export function servePages(pages: Hono): void {
  protocol.handle(scheme, async (request) => {
    const url = new URL(request.url);
    if (url.host !== 'app' || request.method !== 'GET')
      return new Response('Not here.', { status: 404 });
    const answer = await pages.request(url.pathname);
    const headers = new Headers(answer.headers);
    headers.set('Content-Security-Policy', policy);
    headers.set('X-Content-Type-Options', 'nosniff');
    return new Response(answer.body, { status: answer.status, headers });
  });
  const own = session.defaultSession;
  own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  own.setPermissionCheckHandler(() => false);
}
