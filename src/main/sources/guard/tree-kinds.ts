import { union, words } from './words.ts';

/** Nodes of queries and expressions. */
const queries = words(
  'select union except intersect subquery paren values table star alias aliases column identifier',
  'joined_table pivot unpivot unpivot_columns pivot_alias for_in cte tuple annotated lateral',
  'rollup cube grouping_sets group ordered order_by window_spec table_sample fetch',
  'with_table_hint query_option index_table_hint join_hint partition table_alias Raw Preceding',
  'Following historical_data version',
  'literal boolean null parameter var data_type collation interval interval_op interval_span',
  'time_unit array raw byte_string hex_string_expr unicode_string introducer pseudocolumn',
  'and or not eq neq lt lte gt gte is between in like i_like is_null is_true is_false is_json any',
  'all exists add sub mul div mod neg concat d_pipe bitwise_and bitwise_or bitwise_xor bitwise_not',
  'member_of match array_overlaps case cast dot typeof',
  'function aggregate_function method_call window_function within_group filter',
);

/** Functions the parser has nodes for: the tokens' rules have judged each by its name already. */
const functions = words(
  'concat_ws substring upper lower length trim l_trim r_trim replace reverse left right repeat',
  'lpad rpad split regexp_like regexp_replace regexp_extract overlay abs round floor ceil power',
  'sqrt cbrt ln log exp sign greatest least current_date current_time current_timestamp',
  'current_timestamp_l_t_z at_time_zone date_add date_sub date_diff date_trunc extract to_date',
  'to_timestamp date time date_from_unix_date unix_date unix_seconds unix_millis unix_micros',
  'unix_to_time_str time_str_to_date date_to_di di_to_date ts_or_di_to_di ts_or_ds_to_datetime',
  'ts_or_ds_to_timestamp year_of_week year_of_week_iso coalesce null_if if_func if_null nvl nvl2',
  'try_cast safe_cast count sum avg min max group_concat string_agg list_agg array_agg count_if',
  'sum_if stddev stddev_pop stddev_samp variance var_pop var_samp median mode first last',
  'any_value approx_distinct approx_count_distinct approx_percentile percentile logical_and',
  'logical_or skewness bitwise_count array_concat_agg array_unique_agg bool_xor_agg row_number',
  'rank dense_rank n_tile lead lag first_value last_value nth_value percent_rank cume_dist',
  'percentile_cont percentile_disc contains starts_with ends_with position initcap ascii chr',
  'char_func soundex levenshtein byte_length hex lower_hex unicode mod_func random rand',
  'trunc_func pi radians degrees sin cos tan asin acos atan atan2 is_nan is_inf int_div decode',
  'date_format format_date year month day hour minute second day_of_week day_of_week_iso',
  'day_of_month day_of_year week_of_year quarter add_months months_between last_day next_day',
  'epoch epoch_ms from_unixtime unix_timestamp make_date make_timestamp timestamp_trunc',
  'time_str_to_unix s_h_a s_h_a1_digest time_to_unix json_extract json_extract_scalar',
  'json_extract_path json_array json_object json_query json_value json_array_length json_keys',
  'json_type parse_json to_json json_set json_insert json_remove json_merge_patch json_array_agg',
  'json_object_agg convert lambda null_safe_eq null_safe_neq glob similar_to overlaps',
  'bitwise_left_shift bitwise_right_shift bitwise_and_agg bitwise_or_agg bitwise_xor_agg',
  'subscript array_slice cosine_distance dot_product euclidean_distance manhattan_distance',
  'jarowinkler_similarity booland boolor arg_max arg_min float64 translate grouping grouping_id',
  'to_boolean pad to_char to_number to_double int64 string_func to_decfloat try_to_decfloat',
  'convert_to_charset convert_timezone generate_series st_point st_distance string_to_array',
  'cast_to_str_type current_datetime localtime localtimestamp systimestamp utc_time utc_timestamp',
  'timestamp date_bin datetime datetime_add datetime_sub datetime_diff datetime_trunc dayname',
  'make_interval previous_day elt timestamp_add timestamp_sub timestamp_diff time_slice time_add',
  'time_sub time_diff time_trunc date_from_parts time_from_parts decode_case encode equal_null',
  'to_binary base64_decode_binary base64_decode_string base64_encode try_base64_decode_binary',
  'try_base64_decode_string get_extract getbit overflow_truncate_behavior hex_encode compress',
  'decompress_binary decompress_string xor nullif j_s_o_n j_s_o_n_path j_s_o_n_path_filter',
  'j_s_o_n_path_key j_s_o_n_path_recursive j_s_o_n_path_script j_s_o_n_path_slice',
  'j_s_o_n_path_selector j_s_o_n_path_subscript j_s_o_n_path_union format j_s_o_n_keys',
  'j_s_o_n_key_value j_s_o_n_keys_at_depth j_s_o_n_object j_s_o_n_object_agg j_s_o_n_b_object_agg',
  'j_s_o_n_array j_s_o_n_array_agg j_s_o_n_exists j_s_o_n_column_def j_s_o_n_schema j_s_o_n_set',
  'j_s_o_n_strip_nulls j_s_o_n_value j_s_o_n_value_array j_s_o_n_remove j_s_o_n_table',
  'j_s_o_n_type object_insert open_j_s_o_n_column_def open_j_s_o_n j_s_o_n_b_exists',
  'j_s_o_n_b_contains j_s_o_n_b_extract j_s_o_n_cast j_s_o_n_extract j_s_o_n_extract_quote',
  'j_s_o_n_extract_array j_s_o_n_extract_scalar j_s_o_n_b_extract_scalar j_s_o_n_format',
  'j_s_o_n_bool j_s_o_n_path_root j_s_o_n_array_append j_s_o_n_array_contains',
  'j_s_o_n_array_insert parse_j_s_o_n match_against m_d5_digest m_d5_number_lower64',
  'm_d5_number_upper64 monthname ntile normalize quantile approx_quantile',
  'approx_percentile_estimate regexp_extract_all regexp_i_like regexp_full_match regexp_instr',
  'regexp_split regexp_count regr_valx regr_valy regr_avgy regr_avgx regr_count regr_intercept',
  'regr_r2 regr_sxx regr_sxy regr_syy regr_slope safe_add safe_divide safe_multiply safe_subtract',
  's_h_a2 s_h_a2_digest split_part substring_index standard_hash str_position str_to_date',
  'date_str_to_date date_to_date_str str_to_time str_to_unix str_to_map number_to_str stuff',
  'time_to_str time_str_to_time ts_or_ds_add ts_or_ds_diff ts_or_ds_to_date ts_or_ds_to_time',
  'unhex unix_to_str unix_to_time uuid timestamp_from_parts timestamp_tz_from_parts corr',
  'width_bucket covar_samp covar_pop week x_m_l_element x_m_l_get x_m_l_key_value_option',
);

/** Not nodes but the only property of one: they look the same in the tree. */
const properties = words('this expression unit num_buckets zone to decimals percent value');

/** Nodes of the polyglot parser's tree that only read and compute. All others are refused. */
export const kinds = union(queries, functions, properties);

/** Clauses of a SELECT that only read. INTO, locks and all others are refused. */
export const clauses = words(
  'expressions from joins where_clause group_by having windows qualify order_by limit offset fetch',
  'distinct distinct_on top with option for_json for_xml hint operation_modifiers sample',
  'leading_comments post_select_comments trailing_comments span limit_by kind',
);
