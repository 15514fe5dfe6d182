/**
 * The catalogue in four reads. sys views show a login what it has rights on, and need no right of
 * their own; INFORMATION_SCHEMA has neither comments nor row counts.
 */

const objects = `FROM sys.objects AS o
JOIN sys.schemas AS s ON s.schema_id = o.schema_id
WHERE o.type IN ('U', 'V') AND o.is_ms_shipped = 0
  AND NOT EXISTS (SELECT 1 FROM sys.extended_properties AS tool
    WHERE tool.class = 1 AND tool.major_id = o.object_id AND tool.minor_id = 0
      AND tool.name = N'microsoft_database_tools_support')`;

const comment = (object: string, column: string): string =>
  `(SELECT CONVERT(nvarchar(4000), p.value) FROM sys.extended_properties AS p
    WHERE p.class = 1 AND p.major_id = ${object} AND p.minor_id = ${column}
      AND p.name = N'MS_Description')`;

export const catalog = {
  engine:
    'SELECT CONVERT(nvarchar(4000), @@VERSION) AS version, SCHEMA_NAME() AS default_schema, DB_NAME() AS database_name',

  tables: `SELECT o.object_id, s.name AS schema_name, o.name AS table_name, RTRIM(o.type) AS kind,
  ${comment('o.object_id', '0')} AS comment,
  (SELECT SUM(pt.rows) FROM sys.partitions AS pt
    WHERE pt.object_id = o.object_id AND pt.index_id IN (0, 1)) AS row_count
${objects}
ORDER BY s.name, o.name`,

  columns: `SELECT c.object_id, c.name AS column_name, t.name AS type_name, c.max_length, c.precision, c.scale,
  c.is_nullable,
  CASE WHEN EXISTS (SELECT 1 FROM sys.indexes AS i
    JOIN sys.index_columns AS ic ON ic.object_id = i.object_id AND ic.index_id = i.index_id
    WHERE i.is_primary_key = 1 AND i.object_id = c.object_id AND ic.column_id = c.column_id)
    THEN 1 ELSE 0 END AS is_primary_key,
  ${comment('c.object_id', 'c.column_id')} AS comment
FROM sys.columns AS c
JOIN sys.types AS t ON t.user_type_id = c.user_type_id
WHERE c.object_id IN (SELECT o.object_id ${objects})
ORDER BY c.object_id, c.column_id`,

  foreignKeys: `SELECT f.object_id AS key_id, f.parent_object_id AS object_id, pc.name AS column_name,
  rs.name AS to_schema, ro.name AS to_table, rc.name AS to_column
FROM sys.foreign_keys AS f
JOIN sys.foreign_key_columns AS fc ON fc.constraint_object_id = f.object_id
JOIN sys.columns AS pc ON pc.object_id = fc.parent_object_id AND pc.column_id = fc.parent_column_id
JOIN sys.columns AS rc ON rc.object_id = fc.referenced_object_id AND rc.column_id = fc.referenced_column_id
JOIN sys.objects AS ro ON ro.object_id = f.referenced_object_id
JOIN sys.schemas AS rs ON rs.schema_id = ro.schema_id
ORDER BY f.parent_object_id, f.object_id, fc.constraint_column_id`,
} as const;
