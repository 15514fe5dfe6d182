import type { Dialect } from '../../../../src/preload/contract/database.ts';
import { moreAttacks } from './mssql.attacks.more.ts';
import { attacks as mssqlAttacks } from './mssql.attacks.ts';
import { honest as mssqlHonest } from './mssql.honest.ts';
import { attacks as mysqlAttacks } from './mysql.attacks.ts';
import { honest as mysqlHonest } from './mysql.honest.ts';
import { attacks as postgresAttacks } from './postgres.attacks.ts';
import { honest as postgresHonest } from './postgres.honest.ts';
import { attacks as sqliteAttacks } from './sqlite.attacks.ts';
import { honest as sqliteHonest } from './sqlite.honest.ts';

type Groups = Readonly<Record<string, readonly string[]>>;

export interface Corpus {
  dialect: Dialect;
  attacks: Groups;
  honest: Groups;
}

export const corpora: readonly Corpus[] = [
  { dialect: 'mssql', attacks: { ...mssqlAttacks, ...moreAttacks }, honest: mssqlHonest },
  { dialect: 'postgres', attacks: postgresAttacks, honest: postgresHonest },
  { dialect: 'mysql', attacks: mysqlAttacks, honest: mysqlHonest },
  { dialect: 'sqlite', attacks: sqliteAttacks, honest: sqliteHonest },
];

/** All statements of all groups. */
export const statements = (groups: Groups): string[] => Object.values(groups).flat();

/** One row a group, for `test.each`. */
export const groupsOf = (side: 'attacks' | 'honest'): [Dialect, string, readonly string[]][] =>
  corpora.flatMap((corpus) =>
    Object.entries(corpus[side]).map(([group, list]): [Dialect, string, readonly string[]] => [
      corpus.dialect,
      group,
      list,
    ]),
  );
