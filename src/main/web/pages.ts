import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { Hono } from 'hono';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.json': 'application/json',
};

/** Names as the build makes them: no folders, no way up. */
const assetName = /^[\w.-]+$/;

/** A page of the built renderer and its files; the names of assets carry a hash of their content. */
export function createPages(folder: string, page: 'owner' | 'member'): Hono {
  const app = new Hono();
  app.get('/', (context) => send(context, join(folder, page, 'index.html'), 'no-cache'));
  app.get('/assets/:name', (context) => {
    const name = context.req.param('name');
    if (!assetName.test(name) || name.startsWith('.')) return context.notFound();
    return send(context, join(folder, 'assets', name), 'public, max-age=31536000, immutable');
  });
  return app;
}

async function send(
  context: {
    body(data: Uint8Array<ArrayBuffer>, status: 200, headers: Record<string, string>): Response;
    notFound(): Response | Promise<Response>;
  },
  file: string,
  cache: string,
): Promise<Response> {
  const body = await readFile(file).catch(() => null);
  if (!body) return context.notFound();
  return context.body(new Uint8Array(body), 200, {
    'Content-Type': types[extname(file)] ?? 'application/octet-stream',
    'Cache-Control': cache,
  });
}

/** Where the build put the pages, seen from wherever this runs: sources, bundle or package. */
export function findRenderer(from: string): string {
  for (let at = from; ; at = dirname(at)) {
    for (const folder of [join(at, 'renderer'), join(at, 'out/renderer')])
      if (existsSync(join(folder, 'owner/index.html')) && existsSync(join(folder, 'assets')))
        return folder;
    if (dirname(at) === at) return join(from, 'renderer');
  }
}
