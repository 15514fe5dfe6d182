import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import { fieldTable } from './docs-fields.ts';
import { prose } from './docs-prose.ts';
import type { OpenApi, Operation } from './openapi.ts';

const style = `
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%, transparent); }
body { font: 16px/1.55 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.7rem; } h2 { margin-top: 2.5rem; } h3 { margin: 0; font-size: 1.05rem; }
article { border: 1px solid var(--line); border-radius: 10px; padding: 1rem; margin: 1rem 0; }
code, pre { font: 0.87rem/1.5 ui-monospace, monospace; }
pre { white-space: pre-wrap; padding: 0.8rem; border: 1px solid var(--line); border-radius: 8px; }
code, pre { overflow-wrap: anywhere; }
table, details { margin: 0.6rem 0; }
.method { display: inline-block; min-width: 3.6rem; font-weight: 700; text-transform: uppercase; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: start; padding: 0.25rem 0.6rem 0.25rem 0; vertical-align: top; border-bottom: 1px solid var(--line); }
@media (min-width: 40rem) { td code { overflow-wrap: break-word; } }
summary { cursor: pointer; }
`;

/** The page brings all it needs: nothing is loaded, nothing runs. */
export const docsPolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** The description of the API, for people. */
export const docsPage = (api: OpenApi) => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${api.info.title}</title>
<style>${raw(style)}</style>
</head>
<body>
<main>
<h1>${api.info.title} <small>${api.info.version}</small></h1>
<p>${prose(api.info.description)}</p>
<p>The examples below run in a shell that knows where this is and who you are; while Diwan has a certificate of its own, curl also wants <code>-k</code>, or better <code>--cacert</code> with that certificate.</p>
<pre>BASE=https://127.0.0.1:8420/v1
KEY=ark_…</pre>
<p>The same for machines: <a href="openapi.json">openapi.json</a></p>
${api.tags.map((tag) => section(api, tag))}
</main>
</body>
</html>`;

const section = (api: OpenApi, { name, description }: OpenApi['tags'][number]) => html`
<h2>${description}</h2>
${Object.entries(api.paths).flatMap(([path, methods]) =>
  Object.entries(methods)
    .filter(([, operation]) => operation.tags.includes(name))
    .map(([method, operation]) => article(path, method, operation)),
)}`;

const article = (path: string, method: string, operation: Operation) => html`
<article>
<h3><span class="method">${method}</span> <code>/v1${path}</code></h3>
<p>${operation.summary}. ${prose(operation.description ?? '')}</p>
<pre>${curl(path, method, operation)}</pre>
${operation.parameters.length > 0 ? parameters(operation) : ''}
${operation.requestBody ? details('Body', operation.requestBody.content['application/json']?.schema) : ''}
<table>
<thead><tr><th>Status</th><th>When</th></tr></thead>
<tbody>${Object.entries(operation.responses).map(
  ([status, { description }]) => html`<tr><td>${status}</td><td>${prose(description)}</td></tr>`,
)}</tbody>
</table>
${Object.entries(operation.responses)
  .filter(([status]) => status.startsWith('2'))
  .map(([status, { content }]) =>
    details(`Answer ${status}`, content?.['application/json']?.schema),
  )}
</article>`;

const parameters = (operation: Operation) => html`
<table>
<thead><tr><th>Parameter</th><th>In</th><th>What</th></tr></thead>
<tbody>${operation.parameters.map(
  (one) =>
    html`<tr><td><code>${one.name}</code></td><td>${one.in}</td><td>${prose(String(one.schema.description ?? ''))}</td></tr>`,
)}</tbody>
</table>`;

const details = (title: string, schema: unknown) =>
  schema === undefined ? '' : fieldTable(title, schema);

function curl(path: string, method: string, operation: Operation): string {
  const key = operation.security.length === 0 ? '' : ' -H "Authorization: Bearer $KEY"';
  const body = operation.requestBody ? ` --json '${example(path)}'` : '';
  const verb = method === 'get' || (method === 'post' && body) ? '' : ` -X ${method.toUpperCase()}`;
  return `curl${verb} "$BASE${path}"${key}${body}`;
}

const examples: Record<string, object> = {
  '/chat': { user_id: 'alice', text: 'What were sales by region last year?' },
  '/chat/completions': { model: '…', messages: [{ role: 'user', content: 'Hello' }] },
  '/admin/channels': { channel_id: 'website', title: 'Our website', daily_quota: 1_000 },
  '/admin/channels/{id}': { daily_quota: 2_000 },
};
const example = (path: string): string => JSON.stringify(examples[path] ?? {});
