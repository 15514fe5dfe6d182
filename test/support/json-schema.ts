import fc, { type Arbitrary } from 'fast-check';

export type JsonSchema = Record<string, unknown>;

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const schemas = (value: unknown): JsonSchema[] =>
  Array.isArray(value) ? value.filter(isSchema) : [];
const size = (value: unknown, other: number): number => (typeof value === 'number' ? value : other);

/** A schema with the document's `$ref`s written out. */
export function resolved(schema: unknown, document: unknown): unknown {
  if (Array.isArray(schema)) return schema.map((one) => resolved(one, document));
  if (!isSchema(schema)) return schema;
  if (typeof schema.$ref === 'string') return resolved(at(document, schema.$ref), document);
  return Object.fromEntries(
    Object.entries(schema).map(([name, value]) => [name, resolved(value, document)]),
  );
}

const at = (document: unknown, ref: string): unknown =>
  ref
    .split('/')
    .slice(1)
    .reduce((found, name) => (isSchema(found) ? found[name] : undefined), document);

/** Values such as a schema asks for; now and then, at any depth, something else. */
export function valuesOf(schema: JsonSchema): Arbitrary<unknown> {
  return fc.oneof(
    { arbitrary: fitting(schema), weight: 12 },
    { arbitrary: fc.jsonValue(), weight: 1 },
  );
}

function fitting(schema: JsonSchema): Arbitrary<unknown> {
  const choices = [...schemas(schema.anyOf), ...schemas(schema.oneOf), ...schemas(schema.allOf)];
  if (choices.length > 0) return fc.oneof(...choices.map(valuesOf));
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum);
  if ('const' in schema) return fc.constant(schema.const);
  const types = Array.isArray(schema.type) ? schema.type : [schema.type];
  return fc.oneof(...types.map((type) => ofType(String(type), schema)));
}

function ofType(type: string, schema: JsonSchema): Arbitrary<unknown> {
  if (type === 'object') return objects(schema);
  if (type === 'array')
    return fc.array(isSchema(schema.items) ? valuesOf(schema.items) : fc.jsonValue(), {
      maxLength: 3,
    });
  if (type === 'boolean') return fc.boolean();
  if (type === 'null') return fc.constant(null);
  if (type === 'string')
    return fc.oneof(
      fc.string({ minLength: size(schema.minLength, 0), maxLength: 40 }),
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom('1', 'true', '2030-01-01T00:00:00Z'),
    );
  if (type === 'integer' || type === 'number') {
    const range = { min: size(schema.minimum, -10), max: size(schema.maximum, 1_000) };
    return fc.oneof(fc.integer(range), fc.double({ noNaN: true }));
  }
  return fc.jsonValue();
}

function objects(schema: JsonSchema): Arbitrary<unknown> {
  const { properties } = schema;
  if (!isSchema(properties)) return fc.dictionary(fc.string(), fc.jsonValue());
  const fields = Object.entries(properties).map(([name, value]) => [
    name,
    isSchema(value) ? valuesOf(value) : fc.jsonValue(),
  ]);
  const model: Record<string, Arbitrary<unknown>> = Object.fromEntries(fields);
  const requiredKeys = Array.isArray(schema.required) ? schema.required.map(String) : [];
  return fc.oneof(
    { arbitrary: fc.record(model, { requiredKeys }), weight: 5 },
    { arbitrary: fc.record(model, { requiredKeys: [] }), weight: 1 },
  );
}
