import { z } from 'zod';
import type { Endpoint, ResponseDoc } from './endpoint.ts';
import { Failure, OpenaiFailure } from './wire.ts';

/** OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1), written from the endpoints themselves. */
export interface OpenApi {
  openapi: '3.1.0';
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: object;
}

export interface Operation {
  operationId: string;
  summary: string;
  description?: string;
  tags: string[];
  security: Record<string, string[]>[];
  parameters: Parameter[];
  requestBody?: { required: true; content: Content };
  responses: Record<string, { description: string; headers?: object; content?: Content }>;
}

interface Parameter {
  name: string;
  in: 'path' | 'query';
  required: boolean;
  description?: string;
  schema: JsonSchema;
}

type JsonSchema = Record<string, unknown>;
type Content = Record<string, { schema: JsonSchema }>;

const description =
  'Ask this organisation’s data, or its language models, from your own program. Send your channel’s key as `Authorization: Bearer ark_…` (or `X-API-Key`). What fails says so by its status, by a name in `error` for your program, and by a sentence in `response` for the person who asked. An address that exists answers other methods with 405, one that does not with 404.';

const tags = [
  { name: 'chat', description: 'Questions of your users' },
  { name: 'openai', description: 'The same, for OpenAI’s clients: set their base URL to /v1' },
  { name: 'admin', description: 'Channels and keys, with a super-admin key' },
  { name: 'about', description: 'This description' },
];

const failures: Record<number, string> = {
  401: '`authentication_required`: no key was sent',
  403: '`access_denied`: the key is wrong, ended, or may not do this; or the channel is switched off',
  404: '`not_found`: there is no such thing',
  409: '`already_exists`: there is one already',
  413: '`payload_too_large`: the body is larger than 1 MB',
  422: '`validation_error`: a part of the request is wrong; `details` names the fields',
  429: '`rate_limit_exceeded`: too fast; `quota_exceeded`: the quota or budget is used up. `Retry-After` says when to come back',
  503: '`ai_service_unavailable` or `database_unavailable`: it can not be reached or gave no answer',
};

export function openApi(endpoints: readonly Endpoint[], version: string): OpenApi {
  const paths: OpenApi['paths'] = {};
  for (const one of endpoints) {
    const path = paths[one.path] ?? {};
    path[one.method] = operation(one);
    paths[one.path] = path;
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Diwan channel API', version, description },
    servers: [{ url: '/v1' }],
    tags,
    paths,
    components: {
      schemas: { Failure: schemaOf(Failure), OpenaiFailure: schemaOf(OpenaiFailure) },
      securitySchemes: {
        channelKey: { type: 'http', scheme: 'bearer', description: 'A channel’s key, ark_…' },
        channelKeyHeader: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
        superAdminKey: { type: 'http', scheme: 'bearer', description: 'A super-admin key' },
      },
    },
  };
}

const security: Record<Endpoint['guard'], Record<string, string[]>[]> = {
  open: [],
  channel: [{ channelKey: [] }, { channelKeyHeader: [] }],
  admin: [{ superAdminKey: [] }],
};

function operation(one: Endpoint): Operation {
  return {
    operationId: `${one.method} ${one.path}`.replace(/\W+/g, '_').replace(/_$/, ''),
    summary: one.summary,
    ...(one.description ? { description: one.description } : {}),
    tags: [one.tag],
    security: security[one.guard],
    parameters: [...pathParameters(one.path), ...queryParameters(one.query)],
    ...(one.body
      ? { requestBody: { required: true, content: json(schemaOf(one.body, 'input')) } }
      : {}),
    responses: responses(one),
  };
}

function responses(one: Endpoint): Operation['responses'] {
  const good = Object.entries(one.responses).map(([status, doc]) => [status, response(doc)]);
  const name = one.style === 'openai' ? 'OpenaiFailure' : 'Failure';
  const bad = one.fails.map((status) => [
    status,
    {
      description: failures[status] ?? '',
      ...(status === 429 ? { headers: rateHeaders } : {}),
      content: json({ $ref: `#/components/schemas/${name}` }),
    },
  ]);
  return Object.fromEntries([...good, ...bad]);
}

const header = (text: string) => ({ description: text, schema: { type: 'integer' } });
const rateHeaders = {
  'Retry-After': header('Seconds to wait'),
  'X-RateLimit-Limit': header('Requests of the limit that was met'),
  'X-RateLimit-Remaining': header('What remains of it'),
  'X-RateLimit-Reset': header('When it is whole again, Unix seconds'),
};

function response({ description: text, schema, contentType, events }: ResponseDoc) {
  const content = {
    ...(contentType ? words(contentType) : {}),
    ...(schema ? json(schemaOf(schema)) : {}),
    ...(events ? words('text/event-stream') : {}),
  };
  return { description: text, content };
}

const words = (contentType: string): Content => ({ [contentType]: { schema: { type: 'string' } } });

const json = (schema: JsonSchema): Content => ({ 'application/json': { schema } });

const pathParameters = (path: string): Parameter[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', minLength: 1 },
  }));

function queryParameters(query: z.ZodType | undefined): Parameter[] {
  if (!query) return [];
  const { properties = {} } = z
    .object({ properties: z.record(z.string(), z.record(z.string(), z.unknown())) })
    .parse(schemaOf(query, 'input'));
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: false,
    schema,
  }));
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output' = 'output'): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
}
