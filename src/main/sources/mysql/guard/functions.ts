import { words } from '../../guard/words.ts';

/** Built-in functions known to do nothing but compute. Anything else is refused. */
export const functions = words(
  // aggregates and windows
  'any_value avg bit_and bit_or bit_xor count group_concat grouping json_arrayagg json_objectagg',
  'max min std stddev stddev_pop stddev_samp sum var_pop var_samp variance cume_dist dense_rank',
  'first_value lag last_value lead median nth_value ntile percent_rank percentile_cont',
  'percentile_disc rank row_number',
  // choice and conversion
  'if ifnull nullif nvl nvl2 decode decode_oracle coalesce greatest least interval isnull cast',
  'convert binary to_char to_number values',
  // dates
  'adddate addtime add_months convert_tz curdate current_date current_time current_timestamp',
  'curtime date date_add date_format date_sub datediff day dayname dayofmonth dayofweek dayofyear',
  'extract from_days from_unixtime get_format hour last_day localtime localtimestamp makedate',
  'maketime microsecond minute month monthname now period_add period_diff quarter sec_to_time',
  'second str_to_date subdate subtime sysdate time time_format time_to_sec timediff timestamp',
  'timestampadd timestampdiff to_days to_seconds unix_timestamp utc_date utc_time utc_timestamp',
  'week weekday weekofyear year yearweek date_trunc months_between to_date',
  // numbers and bits
  'abs acos asin atan atan2 bit_count ceil ceiling conv cos cot crc32 crc32c degrees exp floor',
  'format ln log log10 log2 mod pi pow power radians rand round sign sin sqrt tan truncate',
  'format_bytes format_pico_time',
  // text
  'ascii bin bit_length char char_length character_length chr concat concat_ws elt export_set',
  'field find_in_set from_base64 hex insert instr lcase left length lengthb locate lower lpad',
  'ltrim make_set mid natural_sort_key oct octet_length ord position quote repeat replace reverse',
  'regexp_instr regexp_like regexp_replace regexp_substr right rpad rtrim soundex space sformat',
  'strcmp substr substring substring_index to_base64 trim ucase unhex upper weight_string charset',
  'collation coercibility translate initcap',
  // JSON and XML
  'json_array json_array_append json_array_insert json_array_intersect json_compact json_contains',
  'json_contains_path json_depth json_detailed json_equals json_exists json_extract json_insert',
  'json_keys json_length json_loose json_merge json_merge_patch json_merge_preserve',
  'json_normalize json_object json_overlaps json_overlay json_pretty json_query json_quote',
  'json_remove json_replace json_schema_valid json_schema_validation_report json_search json_set',
  'json_table json_type json_unquote json_valid json_value json_object_to_array',
  'json_object_filter_keys json_storage_size',
  // digests and identifiers
  'md5 sha sha1 sha2 compress uncompress uncompressed_length uuid uuid_to_bin bin_to_uuid is_uuid',
  'inet_aton inet_ntoa inet6_aton inet6_ntoa is_ipv4 is_ipv4_compat is_ipv4_mapped is_ipv6',
  'vec_distance vec_distance_euclidean vec_distance_cosine vec_fromtext vec_totext',
  // what a session may know of itself
  'version current_role found_rows row_count rownum database schema',
  // search and geometry
  'match point linestring polygon multipoint multilinestring multipolygon geometrycollection',
  'mbrcontains mbrcoveredby mbrcovers mbrdisjoint mbrequals mbrintersects mbroverlaps mbrtouches',
  'mbrwithin st_area st_asbinary st_asgeojson st_astext st_aswkb st_aswkt st_boundary st_buffer',
  'st_centroid st_contains st_convexhull st_crosses st_difference st_dimension st_disjoint',
  'st_distance st_distance_sphere st_endpoint st_envelope st_equals st_exteriorring st_geohash',
  'st_geomcollfromtext st_geometryfromtext st_geometryn st_geometrytype st_geomfromgeojson',
  'st_geomfromtext st_geomfromwkb st_interiorringn st_intersection st_intersects st_isclosed',
  'st_isempty st_isring st_issimple st_isvalid st_latfromgeohash st_latitude st_length',
  'st_linefromtext st_longfromgeohash st_longitude st_makeenvelope st_numgeometries',
  'st_numinteriorrings st_numpoints st_overlaps st_pointfromgeohash st_pointfromtext st_pointn',
  'st_polyfromtext st_relate st_simplify st_srid st_startpoint st_swapxy st_symdifference',
  'st_touches st_transform st_union st_validate st_within st_x st_y',
);
