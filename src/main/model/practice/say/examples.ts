import type { Language } from '../../../../preload/contract/answer.ts';
import { worthOf } from '../query/metrics.ts';
import type { Catalog, Entity } from '../schema/catalog.ts';
import { reachable } from '../schema/paths.ts';
import { dateOf, labelOf } from '../schema/roles.ts';
import { entityName, fieldName } from './names.ts';
import { list, quote, say } from './texts.ts';

const plain = (name: string): string => name.replaceAll('_', ' ');

/** What a table's rows are counted by: the table it belongs to, else a column of few values. */
function groupOf(entity: Entity, language: Language): string | null {
  const field = entity.fields.find(
    (one) =>
      one.kind === 'text' &&
      one.column.samples.length > 1 &&
      !labelOf(entity, language).includes(one),
  );
  if (field !== undefined) return plain(fieldName(field, language));
  const parent = entity.edges.find((edge) => !edge.many && edge.to !== entity);
  return parent === undefined ? null : plain(entityName(parent.to, language, false));
}

const weight = (entity: Entity): number =>
  entity.edges.filter(({ many }) => many).length * 10 +
  Math.log10((entity.table.rowEstimate ?? 1) + 1);

/** Three questions this very database can answer, made of its own tables. */
export function examplesOf(catalog: Catalog, language: Language): string[] {
  const entities = catalog.entities
    .filter(({ table, keys }) => table.kind === 'table' && keys.length === 1)
    .sort((a, b) => weight(b) - weight(a));
  const [first] = entities;
  if (first === undefined) return [];
  const many = plain(entityName(first, language, true));
  const grouped = entities.find((entity) => groupOf(entity, language) !== null);
  const sale = catalog.entities.find(
    (entity) =>
      worthOf(entity) !== null &&
      [...reachable(entity).keys()].some((one) => dateOf(one) !== undefined),
  );
  const examples = [say(language, 'exampleCount', { many })];
  if (grouped !== undefined) {
    const group = groupOf(grouped, language) ?? '';
    examples.push(
      say(language, 'exampleBy', { many: plain(entityName(grouped, language, true)), group }),
    );
  }
  examples.push(
    sale === undefined ? say(language, 'exampleList', { many }) : say(language, 'exampleSales'),
  );
  return examples;
}

export const examplesText = (catalog: Catalog, language: Language): string =>
  list(examplesOf(catalog, language).map(quote), language);
