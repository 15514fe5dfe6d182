import { docsPage, docsPolicy } from '../docs.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import { type OpenApi, openApi } from '../openapi.ts';
import { said, saidJson } from '../said.ts';

/** The endpoints that describe the others, and themselves. Written when first asked for. */
export function aboutEndpoints(others: readonly Endpoint[]): Endpoint[] {
  let written: OpenApi | null = null;
  const describe = (version: string): OpenApi =>
    (written ??= openApi([...others, ...own], version));
  const own = [
    endpoint({
      method: 'get',
      path: '/openapi.json',
      guard: 'open',
      tag: 'about',
      summary: 'This API as OpenAPI 3.1',
      responses: { 200: { description: 'The description', contentType: 'application/json' } },
      fails: [],
      handle: ({ deps }) => saidJson(describe(deps.version)),
    }),
    endpoint({
      method: 'get',
      path: '/docs',
      guard: 'open',
      tag: 'about',
      summary: 'This API as a page',
      responses: { 200: { description: 'The page', contentType: 'text/html' } },
      fails: [],
      handle: async ({ deps }) => {
        const page = String(await docsPage(describe(deps.version)));
        return said(page, 'text/html; charset=UTF-8', { 'Content-Security-Policy': docsPolicy });
      },
    }),
  ];
  return own;
}
