import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type ApiHouse, apiHouse, model, type Program, superKey } from '../../support/api-house.ts';
import { createPassingClock } from '../../support/clock.ts';
import { type JsonSchema, resolved, valuesOf } from '../../support/json-schema.ts';

/** What of OpenAPI the requests below are made from. */
const Content = z.record(z.string(), z.object({ schema: z.record(z.string(), z.unknown()) }));
const Operation = z.object({
  parameters: z.array(
    z.object({
      name: z.string(),
      in: z.enum(['path', 'query']),
      schema: z.record(z.string(), z.unknown()),
    }),
  ),
  requestBody: z.object({ content: Content }).optional(),
  responses: z.record(z.string(), z.object({ content: Content.optional() })),
});
type Operation = z.infer<typeof Operation>;
const Document = z.object({ paths: z.record(z.string(), z.record(z.string(), Operation)) });

let house: ApiHouse;
let program: Program;
let spare: Program;
let operations: { method: string; path: string; operation: Operation }[];
/** Wrong super-admin keys slow their address: a while passes between two requests. */
const clock = createPassingClock();

beforeAll(async () => {
  house = await apiHouse(() => ({ text: 'Fine.' }), {}, clock);
  program = await house.channel({ daily_quota: 200 });
  spare = await house.channel();
  const { json } = await house.call('GET', '/openapi.json');
  const { paths } = Document.parse(resolved(json, json));
  operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );
});
afterAll(() => house[Symbol.asyncDispose]());

/** Names of things that are there, among others that are not. */
function named(parameter: string): fc.Arbitrary<string> {
  const there = parameter === 'key_id' ? [spare.keyId] : [spare.id, spare.channelId];
  return fc.oneof(
    { arbitrary: fc.constantFrom(...there.map(String)), weight: 4 },
    { arbitrary: fc.constantFrom('nobody', '0', '-1', '9'.repeat(20)), weight: 1 },
    { arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }), weight: 1 },
  );
}

const bodySchema = ({ requestBody }: Operation): JsonSchema | undefined =>
  requestBody?.content['application/json']?.schema;

/** Most talk to a model that is there, so that more than refusals are met. */
const knownModel = (body: unknown): unknown =>
  typeof body === 'object' && body !== null && 'messages' in body ? { ...body, model } : body;

const requests = ({ parameters, ...operation }: Operation) => {
  const schema = bodySchema({ parameters, ...operation });
  const of = (place: 'path' | 'query') => parameters.filter((one) => one.in === place);
  return fc.record({
    key: fc.oneof(
      { arbitrary: fc.constantFrom(program.key, superKey), weight: 8 },
      { arbitrary: fc.constantFrom(undefined, `ark_${'0'.repeat(40)}`, 'none'), weight: 1 },
    ),
    path: fc.record(Object.fromEntries(of('path').map(({ name }) => [name, named(name)]))),
    query: fc.record(
      Object.fromEntries(of('query').map((one) => [one.name, valuesOf(one.schema).map(asText)])),
      { requiredKeys: [] },
    ),
    body: schema ? valuesOf(schema).map(knownModel) : fc.constant(undefined),
  });
};

const asText = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

const filled = (path: string, values: Record<string, string>): string =>
  path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(values[name]?.toWellFormed() ?? ''));

const queried = (query: Record<string, string | undefined>): string => {
  const pairs = Object.entries(query).map(([name, value = '']) => [name, value.toWellFormed()]);
  return new URLSearchParams(pairs).toString();
};

describe('requests made from the description itself', () => {
  it('get only statuses, content types and bodies that it names', async () => {
    const seen = new Set<string>();
    for (const { method, path, operation } of operations) {
      await fc.assert(
        fc.asyncProperty(requests(operation), async ({ key, path: at, query, body }) => {
          const address = `${filled(path, at)}?${queried(query)}`;
          const said = await house.call(method.toUpperCase(), address, { key, body });
          const where = `${method} ${address} ${JSON.stringify(body)}: ${said.status} ${said.text.slice(0, 300)}`;
          const documented = operation.responses[String(said.status)];
          expect(documented, where).toBeDefined();
          const type = said.headers.get('content-type')?.split(';')[0] ?? '';
          const content = documented?.content?.[type];
          expect(content, `${where} ${type}`).toBeDefined();
          if (type === 'application/json' && content?.schema.type !== 'string') {
            const checked = z.fromJSONSchema(content?.schema ?? {}).safeParse(said.json);
            expect(checked.error?.message, where).toBeUndefined();
          }
          seen.add(`${method} ${path} ${said.status}`);
          clock.pass(10_000);
        }),
        { numRuns: 40 },
      );
    }
    // More than refusals: most operations were also met in their good end.
    const good = [...seen].filter((one) => /\s2\d\d$/.test(one));
    expect(good.length).toBeGreaterThan(operations.length * 0.6);
  });
});
