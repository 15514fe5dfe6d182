import { type Context, Hono } from 'hono';
import { say } from '../../lib/i18n.ts';
import type { ApiDeps, Endpoint } from './endpoint.ts';
import { aboutEndpoints } from './endpoints/about.ts';
import { endpoints as listed } from './endpoints/index.ts';
import { type Failure, failureOf, sayFailure } from './failures.ts';
import { wantedLanguage } from './guards.ts';

/** `/v1`, for programs: each endpoint with its guard, and nothing else. */
export function createApi(deps: ApiDeps): Hono {
  const app = new Hono();
  const endpoints = [...listed, ...aboutEndpoints(listed)];
  for (const one of endpoints)
    app.on(one.method.toUpperCase(), honoPaths(one.path), (context) => one.run(context, deps));
  for (const [path, methods] of byPath(endpoints))
    app.on(anyMethod, honoPaths(path), (context) => wrongMethod(context, methods));
  app.all('/*', (context) => say404(context));
  app.onError((error, context) => {
    const language = wantedLanguage(context);
    return sayFailure({ style: 'diwan', language }, failureOf(deps, language, error));
  });
  return app;
}

const anyMethod = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'QUERY'];

/** With and without a slash at its end. */
function honoPaths(path: string): string[] {
  const plain = path.replace(/\{(\w+)\}/g, ':$1');
  return [plain, `${plain}/`];
}

const byPath = (all: readonly Endpoint[]): [string, string[]][] =>
  [...Map.groupBy(all, ({ path }) => path)].map(([path, some]) => [
    path,
    some.map(({ method }) => method.toUpperCase()),
  ]);

function wrongMethod(context: Context, methods: readonly string[]): Response {
  const language = wantedLanguage(context);
  return sayFailure(
    { style: 'diwan', language },
    {
      status: 405,
      error: 'method_not_allowed',
      response: say(language, 'channel.noMethod', { method: context.req.method }),
      headers: { Allow: methods.join(', ') },
    },
  );
}

function say404(context: Context): Response {
  const language = wantedLanguage(context);
  const response = say(language, 'channel.noPath');
  const failure: Failure = { status: 404, error: 'not_found', response };
  return sayFailure({ style: 'diwan', language }, failure);
}
