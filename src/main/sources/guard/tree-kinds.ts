import { words } from './words.ts';

/** Nodes of the polyglot parser's tree that only read and compute. All others are refused. */
export const kinds = words(
  // queries
  'select union except intersect subquery paren values table star alias aliases column identifier',
  'joined_table pivot unpivot cte tuple annotated lateral unnest this rollup cube grouping_sets',
  'ordered with_table_hint query_option index_table_hint Raw Preceding Following table_alias',
  // values
  'literal boolean null parameter var data_type collation interval array dot raw',
  // operators
  'and or not eq neq lt lte gt gte is is_null is_true is_false between in like i_like any all exists',
  'add sub mul div int_div mod neg concat bitwise_and bitwise_or bitwise_xor bitwise_not',
  'bitwise_left_shift bitwise_right_shift null_safe_eq xor member_of match glob regexp_like',
  'similar_to at_time_zone distinct json_extract json_extract_scalar array_overlaps escape',
  'collate dpipe safe_divide bit_and bit_or regexp',
  // choice and conversion
  'case cast try_cast if_func coalesce null_if if_null nvl convert greatest least',
  // functions the parser knows by name; tokens have judged each already
  'function aggregate_function method_call window_function within_group filter ignore_nulls',
  'respect_nulls count sum avg min max string_agg group_concat list_agg approx_count_distinct',
  'stddev stddev_pop stddev_samp variance var_pop var_samp first_value last_value nth_value lag',
  'lead rank dense_rank percent_rank cume_dist n_tile num_buckets row_number percentile_cont',
  'percentile_disc upper lower length substring trim left_func right_func left right replace',
  'reverse repeat lpad rpad concat_ws str_position char_func ascii soundex abs ceil floor round',
  'power sqrt exp ln log log10 log2 sign mod_func rand pi sin cos tan asin acos atan atan2 radians',
  'degrees year month day hour minute second quarter week day_of_week day_of_month day_of_year',
  'week_of_year extract date_add date_sub date_diff datediff current_date current_time',
  'current_timestamp localtime localtimestamp last_day to_date unix_timestamp from_unixtime',
  'json_value json_query json_object json_array json_type j_s_o_n_array j_s_o_n_array_agg',
  'j_s_o_n_object j_s_o_n_object_agg json_object_agg json_array_agg open_j_s_o_n',
  'open_j_s_o_n_column_def j_s_o_n_table j_s_o_n_schema j_s_o_n_column_def contains',
  'md5 sha sha2 hex unhex lambda',
);

/** Clauses of a SELECT that only read. INTO, locks and all others are refused. */
export const clauses = words(
  'expressions from joins where_clause group_by having windows qualify order_by limit offset fetch',
  'distinct distinct_on top with option for_json for_xml hint operation_modifiers sample',
  'leading_comments post_select_comments trailing_comments span limit_by kind',
);
