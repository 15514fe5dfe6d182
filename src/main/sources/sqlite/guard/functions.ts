import { words } from '../../guard/words.ts';

/** Built-in functions known to do nothing but compute. Anything else is refused. */
export const functions = words(
  // aggregates and windows
  'avg count group_concat max median min percentile percentile_cont percentile_disc string_agg sum',
  'total cume_dist dense_rank first_value lag last_value lead nth_value ntile percent_rank rank',
  'row_number json_group_array json_group_object jsonb_group_array jsonb_group_object',
  // core
  'abs cast char coalesce concat concat_ws format glob hex if ifnull iif instr length like',
  'likelihood likely lower ltrim nullif octet_length printf quote random randomblob replace round',
  'rtrim sign soundex substr substring trim typeof unhex unicode unistr unistr_quote unlikely upper',
  'zeroblob changes total_changes last_insert_rowid sqlite_version sqlite_source_id regexp',
  // dates
  'date time datetime julianday unixepoch strftime timediff current_date current_time',
  'current_timestamp',
  // mathematics
  'acos acosh asin asinh atan atan2 atanh ceil ceiling cos cosh degrees exp floor ln log log10 log2',
  'mod pi pow power radians sin sinh sqrt tan tanh trunc',
  // JSON
  'json json_array json_array_length json_each json_error_position json_extract json_insert',
  'json_object json_patch json_pretty json_quote json_remove json_replace json_set json_tree',
  'json_type json_valid jsonb jsonb_array jsonb_each jsonb_extract jsonb_insert jsonb_object',
  'jsonb_patch jsonb_remove jsonb_replace jsonb_set jsonb_tree json_array_insert',
  // full-text search, series
  'bm25 highlight snippet match generate_series decimal decimal_add decimal_sub decimal_mul',
  'decimal_sum decimal_cmp ieee754 sha1 sha3 md5 uuid',
);
