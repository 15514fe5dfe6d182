import { describe, expect, it } from 'vitest';
import { buildIndex } from '../../../src/main/sources/knowledge/build.ts';
import { clusterTables } from '../../../src/main/sources/knowledge/clusters.ts';
import { loadDictionary } from '../../../src/main/sources/knowledge/dictionary.ts';
import { noExtras } from '../../../src/main/sources/knowledge/extras.ts';
import { buildGraph } from '../../../src/main/sources/knowledge/graph.ts';
import { inferLinks } from '../../../src/main/sources/knowledge/infer.ts';
import { pickTables } from '../../../src/main/sources/knowledge/pick.ts';
import type { Table } from '../../../src/preload/contract/database.ts';
import { table } from './tables.ts';

const dictionary = loadDictionary();
const named = (tables: readonly Table[], links: readonly (readonly [number, number])[]) =>
  links.map(([from, to]) => `${tables[from]?.name}>${tables[to]?.name}`);
const clustersOf = (tables: readonly Table[]): string[] => {
  const clusters = clusterTables(tables, buildGraph(tables, []).declared);
  const names = new Map<number, string[]>();
  for (const [at, cluster] of clusters.entries())
    names.set(cluster, [...(names.get(cluster) ?? []), tables[at]?.name ?? '']);
  return [...names.values()].map((list) => list.join(' '));
};

describe('links that names tell', () => {
  const legacy = [
    table('tblCustomers', ['CustomerID', 'Name']),
    table('Orders', ['OrderNo', 'cust_id', 'EmpCode', 'id']),
    table('employee', ['id']),
  ];

  it('are found where no foreign key is declared', () => {
    expect(named(legacy, inferLinks(legacy, dictionary))).toEqual([
      'Orders>tblCustomers',
      'Orders>employee',
    ]);
  });

  it('are not looked for in a schema that declares its keys, nor across schemas', () => {
    const [customers, orders] = legacy;
    if (!customers || !orders) throw new Error('no tables');
    const keyed = [...legacy, table('x', ['id', 'y'], { y: 'employee' })];
    expect(inferLinks(keyed, dictionary)).toEqual([]);
    expect(inferLinks([{ ...customers, schema: 'crm' }, orders], dictionary)).toEqual([]);
  });

  it('join what is picked', () => {
    const noise = Array.from({ length: 300 }, (_, n) => table(`noise_${n}`, [`thing_${n}`]));
    const tables = [...noise, ...legacy, table('city', ['id', 'mayor'])];
    const index = buildIndex({ dialect: 'mssql', tables }, noExtras);
    const { tables: picked } = pickTables(index, 'customers and employees', 110);
    expect(picked.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['tblCustomers', 'Orders', 'employee']),
    );
  });
});

describe('clusters', () => {
  it('are the schemas while those are small', () => {
    const tables = ['crm', 'hr'].flatMap((schema) =>
      ['a', 'b'].map((name) => table(`${schema}_${name}`, ['id'], {}, schema)),
    );
    expect(clustersOf(tables)).toEqual(['crm_a crm_b', 'hr_a hr_b']);
  });

  it('follow foreign keys in a schema that stands alone', () => {
    const tables = [
      table('a', ['id', 'b'], { b: 'b' }),
      table('b', ['id']),
      table('c', ['id', 'd'], { d: 'd' }),
      table('d', ['id']),
    ];
    expect(clustersOf(tables)).toEqual(['a b', 'c d']);
  });

  it('follow common beginnings where no foreign key helps, the longest first', () => {
    const names = ['hr_pay_a', 'hr_pay_b', 'hr_pay_c', 'hr_leave', 'fin_a', 'fin_b', 'lone'];
    const tables = names.map((name) => table(name, ['id']));
    expect(clustersOf(tables)).toEqual([
      'hr_pay_a hr_pay_b hr_pay_c hr_leave',
      'fin_a',
      'fin_b',
      'lone',
    ]);
  });

  it('never put more than 60 tables together in a large schema', () => {
    const hub = Array.from({ length: 100 }, (_, n) =>
      table(`t${n}`, ['id', 'hub'], { hub: 'hub' }),
    );
    const sizes = clustersOf([...hub, table('hub', ['id'])]).map((c) => c.split(' ').length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(60);
  });
});
