import { html } from 'hono/html';
import { z } from 'zod';
import { prose } from './docs-prose.ts';

/** As much of JSON Schema (https://json-schema.org/draft/2020-12) as zod writes. */
const Schema = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  description: z.string().optional(),
  get properties() {
    return z.record(z.string(), Schema).optional();
  },
  required: z.array(z.string()).optional(),
  get items() {
    return Schema.optional();
  },
  get anyOf() {
    return z.array(Schema).optional();
  },
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
});
type Schema = z.infer<typeof Schema>;

interface Field {
  /** With the names of what it stands in, e.g. `result.columns[].name`. */
  name: string;
  kind: string;
  optional: boolean;
  description: string;
}

/** A schema as a table of its fields, those within others under them. */
export function fieldTable(title: string, schema: unknown) {
  const fields = fieldsOf(Schema.parse(schema), '');
  return html`
<details><summary>${title}</summary>
<table>
<thead><tr><th>Field</th><th>Kind</th><th>What</th></tr></thead>
<tbody>${fields.map(
    ({ name, kind, optional, description }) =>
      html`<tr><td><code>${name}</code></td><td>${kind}${optional ? ', may be left out' : ''}</td><td>${prose(description)}</td></tr>`,
  )}</tbody>
</table></details>`;
}

function fieldsOf(schema: Schema, within: string): Field[] {
  const { properties, items, anyOf } = schema;
  const below = Object.entries(properties ?? {}).flatMap(([name, field]) => {
    const path = within === '' ? name : `${within}.${name}`;
    const optional = !schema.required?.includes(name);
    const own = { name: path, kind: kindOf(field), optional, description: field.description ?? '' };
    return [own, ...fieldsOf(field, path)];
  });
  const listed = items ? fieldsOf(items, `${within}[]`) : [];
  return [...below, ...listed, ...(anyOf ?? []).flatMap((one) => fieldsOf(one, within))];
}

function kindOf(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' | ');
  if (schema.anyOf) return [...new Set(schema.anyOf.map(kindOf))].join(' or ');
  const types = [schema.type ?? 'anything'].flat();
  return types.map((type) => (type === 'array' ? listKind(schema) : type)).join(' or ');
}

const listKind = ({ items }: Schema): string => `list of ${items ? kindOf(items) : 'anything'}`;
