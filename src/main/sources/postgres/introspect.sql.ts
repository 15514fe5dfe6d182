/**
 * One row a table, each a JSON text, from pg_catalog: what the login may read, without what
 * extensions brought. information_schema's constraint views take a minute for a thousand tables.
 */
export const introspectionSql = `
SELECT json_build_object(
  'schema', nullif(n.nspname, current_schema()),
  'name', c.relname,
  'kind', CASE WHEN c.relkind IN ('v', 'm') THEN 'view' ELSE 'table' END,
  'comment', obj_description(c.oid, 'pg_class'),
  'rowEstimate', CASE WHEN c.relkind = 'v' THEN NULL ELSE
    nullif(greatest(c.reltuples::bigint, pg_stat_get_live_tuples(c.oid), -1), -1) END,
  'columns', coalesce(columns.list, '[]'),
  'foreignKeys', coalesce(keys.list, '[]'))::text
FROM pg_class AS c
JOIN pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_index AS primary_key ON primary_key.indrelid = c.oid AND primary_key.indisprimary
LEFT JOIN LATERAL (
  SELECT json_agg(json_build_object(
    'name', a.attname,
    'type', format_type(a.atttypid, a.atttypmod),
    'nullable', NOT a.attnotnull,
    'primaryKey', coalesce(a.attnum = ANY (primary_key.indkey), false),
    'comment', col_description(c.oid, a.attnum),
    'samples', '[]'::json) ORDER BY a.attnum) AS list
  FROM pg_attribute AS a
  WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    AND has_column_privilege(c.oid, a.attnum, 'SELECT')
) AS columns ON true
LEFT JOIN LATERAL (
  SELECT json_agg(json_build_object(
    'columns', (SELECT json_agg(a.attname ORDER BY u.at)
      FROM unnest(k.conkey) WITH ORDINALITY AS u (number, at)
      JOIN pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = u.number),
    'schema', nullif(tn.nspname, current_schema()),
    'table', t.relname,
    'references', (SELECT json_agg(a.attname ORDER BY u.at)
      FROM unnest(k.confkey) WITH ORDINALITY AS u (number, at)
      JOIN pg_attribute AS a ON a.attrelid = k.confrelid AND a.attnum = u.number))
    ORDER BY k.conname) AS list
  FROM pg_constraint AS k
  JOIN pg_class AS t ON t.oid = k.confrelid
  JOIN pg_namespace AS tn ON tn.oid = t.relnamespace
  WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.conparentid = 0
) AS keys ON true
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
  AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
  AND has_schema_privilege(n.oid, 'USAGE')
  AND has_any_column_privilege(c.oid, 'SELECT')
  AND NOT EXISTS (SELECT FROM pg_depend AS d
    WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
ORDER BY n.nspname, c.relname`;
