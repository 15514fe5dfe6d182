import { z } from 'zod';

/** JSON Schema as zod writes it, as far as inputs of the contract use it. */
interface Shape {
  type?: string | readonly string[];
  const?: unknown;
  enum?: readonly unknown[];
  anyOf?: readonly Shape[];
  properties?: Readonly<Record<string, Shape>>;
  required?: readonly string[];
  items?: Shape;
  format?: string;
  pattern?: string;
  minimum?: number;
  exclusiveMinimum?: number;
  minLength?: number;
}

/** Which ids may stand in a field of this name; null for a field that holds no id. */
export type IdsFor = (field: string) => readonly number[] | null;

/** Inputs an entry takes, one for each combination of ids that `idsFor` offers (at most `most`). */
export function inputsOf(input: z.ZodType, idsFor: IdsFor, most = 16): Record<string, unknown>[] {
  const shape = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Shape;
  return build(shape, '', idsFor)
    .filter((one): one is Record<string, unknown> => typeof one === 'object' && one !== null)
    .slice(0, most);
}

function build(shape: Shape, field: string, idsFor: IdsFor): unknown[] {
  const ids = idsFor(field);
  if (ids && isNumber(shape)) return [...ids];
  if (shape.const !== undefined) return [shape.const];
  if (shape.enum) return [...shape.enum].slice(0, 3);
  if (shape.anyOf) return build(shape.anyOf.find(useful) ?? {}, field, idsFor);
  if (shape.properties) return combine(shape.properties, idsFor);
  if (shape.type === 'object') return [{}];
  if (shape.type === 'array') return build(shape.items ?? {}, field, idsFor).map((one) => [one]);
  if (isNumber(shape)) return [Math.max(shape.minimum ?? 1, shape.exclusiveMinimum ?? 0, 1)];
  if ([shape.type].flat().includes('boolean')) return [true];
  return [textOf(shape, field)];
}

const useful = ({ type }: Shape): boolean => type !== 'null';
const isNumber = ({ type, anyOf = [] }: Shape): boolean =>
  [type].flat().some((one) => one === 'number' || one === 'integer') ||
  anyOf.some((one) => isNumber(one));

/** Every combination of the values of its fields, the optional ones filled in too. */
function combine(properties: Readonly<Record<string, Shape>>, idsFor: IdsFor): unknown[] {
  return Object.entries(properties).reduce<Record<string, unknown>[]>(
    (inputs, [name, shape]) => {
      const values = build(shape, name, idsFor);
      return inputs
        .flatMap((one) => values.map((value) => ({ ...one, [name]: value })))
        .slice(0, 64);
    },
    [{}],
  );
}

const texts: Readonly<Record<string, string>> = {
  uuid: '7b0f5c6e-0d7a-4a52-9c0f-0d9b8a5c1e11',
  email: 'friend@example.com',
  uri: 'https://example.com',
  date: '2026-03-01',
  'date-time': '2026-03-01T00:00:00.000Z',
};

/** By its format, else by its name where a pattern or a border parses it further. */
function textOf({ format, minLength = 1 }: Shape, field: string): string {
  if (format && texts[format]) return texts[format];
  if (field === 'name') return 'kept-20260301.tar.gz';
  if (field === 'to' || field === 'from' || field === 'address') return 'friend@example.com';
  if (field === 'connection') return 'sqlite:///nowhere.sqlite';
  if (field === 'table') return 'orders';
  if (field === 'domains') return 'example.com';
  return 'x'.repeat(Math.max(minLength, 8));
}
