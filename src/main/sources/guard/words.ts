/** Splits a readable list of words: one policy line can hold many. */
export const words = (...lines: readonly string[]): ReadonlySet<string> =>
  new Set(lines.flatMap((line) => line.split(' ')).filter((word) => word !== ''));

export const union = (...sets: readonly ReadonlySet<string>[]): ReadonlySet<string> =>
  new Set(sets.flatMap((set) => [...set]));

/** Words that end a FROM clause in every dialect. */
export const clauseEnds = words(
  'WHERE GROUP ORDER HAVING WINDOW LIMIT OFFSET FETCH OPTION QUALIFY',
);

/** Words that follow a table and are not its alias, in every dialect. */
export const afterSource = words(
  'WHERE GROUP ORDER HAVING WINDOW LIMIT OFFSET FETCH OPTION UNION EXCEPT INTERSECT MINUS',
  'JOIN INNER LEFT RIGHT FULL OUTER CROSS NATURAL ON USING WITH FOR TABLESAMPLE SELECT FROM',
);

/** Words of queries that may stand before a parenthesis, in every dialect. */
export const queryWords = words(
  'SELECT DISTINCT ALL FROM WHERE GROUP ORDER BY HAVING WINDOW LIMIT OFFSET FETCH UNION EXCEPT',
  'INTERSECT JOIN ON USING AS WITH AND OR NOT IN EXISTS BETWEEN LIKE IS CASE WHEN THEN ELSE',
  'ANY SOME OVER FILTER VALUES PARTITION ESCAPE COLLATE ROWS RANGE GROUPS PRECEDING NEXT FIRST',
  'INTERVAL ROLLUP CUBE SETS',
);
