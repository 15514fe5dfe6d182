import type { MyConnection } from './connect.ts';
import { ask } from './query.ts';
import { isMariaDb } from './session.ts';

/** One right on one object; `*.*` is the whole server. */
export interface Grant {
  privilege: string;
  object: string;
}

export interface Grants {
  list: Grant[];
  /** Roles whose rights could not be seen. */
  unseen: string[];
}

const name = '(?:`(?:[^`]|``)*`|\\*)';
const onObject = new RegExp(
  `^GRANT (.+?) ON (?:(?:TABLE|PROCEDURE|FUNCTION|PACKAGE(?: BODY)?) )?(${name}(?:\\.${name})?) TO `,
);
const rolesOnly = /^GRANT ((?:`(?:[^`]|``)*`(?:@`(?:[^`]|``)*`)?,? ?)+) TO /;

const unquoted = (quoted: string): string =>
  quoted.replace(/`((?:[^`]|``)*)`/g, (_all, inner: string) => inner.replaceAll('``', '`'));

/** The server's own list, which needs no right to see; roles are followed. */
export async function readGrants({ connection, version }: MyConnection): Promise<Grants> {
  const grants: Grants = { list: [], unseen: [] };
  const lines = await linesOf('SHOW GRANTS FOR CURRENT_USER()');
  const roles = take(lines);
  if (isMariaDb(version)) await followMariaDb(roles);
  else if (roles.length > 0) {
    const using = `SHOW GRANTS FOR CURRENT_USER() USING ${roles.join(', ')}`;
    take(await linesOf(using).catch(() => unseen(roles)));
  }
  return grants;

  async function linesOf(sql: string): Promise<string[]> {
    return (await ask(connection, sql)).map(([line]) => line ?? '');
  }

  function unseen(hidden: string[]): string[] {
    grants.unseen.push(...hidden.map(unquoted));
    return [];
  }

  /** Keeps the rights of some lines; returns the roles, as they were quoted. */
  function take(some: string[]): string[] {
    for (const line of some) grants.list.push(...rightsOf(line));
    return some.flatMap(rolesOf);
  }

  /** MariaDB shows a role's rights to its members only while they wear it. */
  async function followMariaDb(names: string[]): Promise<void> {
    for (const role of names) {
      const worn = async () => {
        await ask(connection, `SET ROLE ${role}`);
        return linesOf('SHOW GRANTS');
      };
      take(await worn().catch(() => unseen([role])));
    }
    if (names.length > 0) await ask(connection, 'SET ROLE NONE');
  }
}

const rolesOf = (line: string): string[] =>
  rolesOnly.exec(line)?.[1]?.match(/`(?:[^`]|``)*`(?:@`(?:[^`]|``)*`)?/g) ?? [];

/** `INSERT (a, b)` names columns: the right counts for the table. */
function rightsOf(line: string): Grant[] {
  const [, privileges, place] = onObject.exec(line) ?? [];
  if (privileges === undefined || place === undefined) return [];
  const object = unquoted(place);
  const rights = privileges
    .replace(/\s*\([^)]*\)/g, '')
    .split(/,\s*/)
    .map((privilege) => ({ privilege, object }));
  return line.includes('WITH GRANT OPTION')
    ? [...rights, { privilege: 'GRANT OPTION', object }]
    : rights;
}
