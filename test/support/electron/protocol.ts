type Handler = (request: Request) => Promise<Response>;

const handlers = new Map<string, Handler>();

export const protocol = {
  registerSchemesAsPrivileged: (): void => undefined,
  handle: (scheme: string, handler: Handler): void => void handlers.set(scheme, handler),
};

/** Chromium takes no scheme of our own: `diwan://app/` stands at this origin there. */
export const standInOrigin = 'https://app.diwan.test';
export const toReal = (url: string): string => url.replace(`${standInOrigin}/`, 'diwan://app/');
export const toStandIn = (url: string): string => url.replace('diwan://app/', `${standInOrigin}/`);

export const serveScheme = async (url: string, method: string): Promise<Response> => {
  const handler = handlers.get('diwan');
  if (!handler) return new Response('no handler', { status: 500 });
  return handler(new Request(toReal(url), { method }));
};
