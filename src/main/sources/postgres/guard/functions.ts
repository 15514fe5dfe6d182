import { words } from '../../guard/words.ts';

/**
 * Functions known to do nothing but compute: those PostgreSQL 18 marks immutable or stable, less
 * the ones that reveal settings, rights and catalogues or run SQL from a text, plus well-known
 * extensions. Anything else is refused.
 */
export const functions = words(
  // aggregates and windows
  'any_value array_agg avg bit_and bit_or bit_xor bool_and bool_or corr count covar_pop covar_samp',
  'cume_dist dense_rank every first_value grouping json_agg json_agg_strict json_object_agg',
  'json_object_agg_strict json_object_agg_unique json_object_agg_unique_strict jsonb_agg',
  'jsonb_agg_strict jsonb_object_agg jsonb_object_agg_strict jsonb_object_agg_unique',
  'jsonb_object_agg_unique_strict lag last_value lead max min mode nth_value ntile percent_rank',
  'percentile_cont percentile_disc range_agg range_intersect_agg rank regr_avgx regr_avgy',
  'regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy row_number stddev',
  'stddev_pop stddev_samp string_agg sum var_pop var_samp variance xmlagg',
  // types used as functions
  'bit bool box bpchar char circle date int2 int4 int8 float4 float8 interval line lseg money',
  'numeric path point polygon text time timestamp timestamptz timetz varchar xml',
  // numbers
  'abs acos acosd acosh asin asind asinh atan atan2 atan2d atand atanh bit_count cbrt ceil ceiling',
  'cos cosd cosh cot cotd degrees div erf erfc exp factorial floor gamma gcd lcm lgamma ln log',
  'log10 min_scale mod pi pow power radians random random_normal round scale sign sin sind sinh',
  'sqrt tan tand tanh to_bin to_hex to_oct trim_scale trunc width_bucket num_nonnulls num_nulls',
  // text and bytes
  'ascii bit_length btrim casefold char_length character_length chr concat concat_ws convert',
  'convert_from convert_to crc32 crc32c decode encode format get_bit get_byte initcap is_normalized',
  'left length lower lpad ltrim md5 normalize octet_length overlay parse_ident position quote_ident',
  'quote_literal quote_nullable regexp_count regexp_instr regexp_like regexp_match regexp_matches',
  'regexp_replace regexp_split_to_array regexp_split_to_table regexp_substr repeat replace reverse',
  'right rpad rtrim set_bit set_byte sha224 sha256 sha384 sha512 split_part starts_with',
  'string_to_array string_to_table strpos substr substring to_ascii to_char to_number translate',
  'unicode_assigned unistr upper like_escape similar_to_escape',
  // dates
  'age clock_timestamp date_add date_bin date_part date_subtract date_trunc extract isfinite',
  'justify_days justify_hours justify_interval make_date make_interval make_time make_timestamp',
  'make_timestamptz now overlaps statement_timestamp timeofday timezone to_date to_timestamp',
  'transaction_timestamp',
  // arrays, ranges, sets
  'array_append array_cat array_dims array_fill array_length array_lower array_ndims',
  'array_position array_positions array_prepend array_remove array_replace array_reverse',
  'array_sample array_shuffle array_sort array_to_json array_to_string array_to_tsvector',
  'array_upper cardinality datemultirange daterange enum_first enum_last enum_range',
  'generate_series generate_subscripts int4multirange int4range int8multirange int8range isempty',
  'lower_inc lower_inf multirange nummultirange numrange range_merge trim_array tsmultirange',
  'tsrange tstzmultirange tstzrange unnest upper_inc upper_inf',
  // JSON
  'json_array_elements json_array_elements_text json_array_length json_build_array',
  'json_build_object json_each json_each_text json_extract_path json_extract_path_text json_object',
  'json_object_keys json_populate_record json_populate_recordset json_strip_nulls json_to_record',
  'json_to_recordset json_typeof jsonb_array_elements jsonb_array_elements_text',
  'jsonb_array_length jsonb_build_array jsonb_build_object jsonb_each jsonb_each_text',
  'jsonb_extract_path jsonb_extract_path_text jsonb_insert jsonb_object jsonb_object_keys',
  'jsonb_path_exists jsonb_path_exists_tz jsonb_path_match jsonb_path_match_tz jsonb_path_query',
  'jsonb_path_query_array jsonb_path_query_array_tz jsonb_path_query_first',
  'jsonb_path_query_first_tz jsonb_path_query_tz jsonb_populate_record jsonb_populate_record_valid',
  'jsonb_populate_recordset jsonb_pretty jsonb_set jsonb_set_lax jsonb_strip_nulls jsonb_to_record',
  'jsonb_to_recordset jsonb_typeof row_to_json to_json to_jsonb',
  // XML
  'xml_is_well_formed xml_is_well_formed_content xml_is_well_formed_document xmlcomment',
  'xmlexists xmltext xpath xpath_exists',
  // text search
  'json_to_tsvector jsonb_to_tsvector numnode phraseto_tsquery plainto_tsquery querytree setweight',
  'strip to_tsquery to_tsvector ts_delete ts_filter ts_headline ts_lexize ts_rank ts_rank_cd',
  'tsquery_phrase tsvector_to_array websearch_to_tsquery get_current_ts_config',
  // geometry and networks
  'abbrev area bound_box broadcast center diagonal diameter family height host hostmask',
  'inet_merge inet_same_family isclosed ishorizontal isopen isparallel isperp isvertical masklen',
  'netmask network npoints radius set_masklen slope width',
  // identifiers, and what a session may know of itself
  'gen_random_uuid uuid_extract_timestamp uuid_extract_version uuidv4 uuidv7 current_database',
  'pg_typeof pg_size_pretty pg_column_size current_schema current_schemas current_user system_user version',
  // extensions: pg_trgm, unaccent, fuzzystrmatch, uuid-ossp, pgcrypto, hstore, pgvector, timescale
  'similarity word_similarity strict_word_similarity show_trgm unaccent levenshtein',
  'levenshtein_less_equal soundex difference metaphone dmetaphone dmetaphone_alt daitch_mokotoff',
  'uuid_generate_v1 uuid_generate_v4 uuid_generate_v5 digest hmac hstore akeys avals skeys svals',
  'each exist defined hstore_to_json hstore_to_jsonb cosine_distance l2_distance l1_distance',
  'inner_product vector_dims vector_norm l2_normalize time_bucket time_bucket_gapfill locf',
  'interpolate first last histogram earth_distance ll_to_earth earth_box cube cube_distance',
  // PostGIS
  'geometry geography box2d box3d st_area st_asbinary st_asewkt st_asgeojson st_asgml st_askml',
  'st_assvg st_astext st_azimuth st_boundary st_buffer st_centroid st_closestpoint st_collect',
  'st_collectionextract st_contains st_convexhull st_coveredby st_covers st_crosses st_difference',
  'st_dimension st_disjoint st_distance st_distancesphere st_distancespheroid st_dwithin',
  'st_endpoint st_envelope st_equals st_expand st_extent st_exteriorring st_force2d st_force3d',
  'st_geogfromtext st_geohash st_geometryn st_geometrytype st_geomfromewkt st_geomfromgeojson',
  'st_geomfromtext st_geomfromwkb st_interiorringn st_intersection st_intersects st_isclosed',
  'st_isempty st_issimple st_isvalid st_length st_length2d st_linefromtext st_linemerge',
  'st_lineinterpolatepoint st_linelocatepoint st_linesubstring st_m st_makeenvelope st_makeline',
  'st_makepoint st_makepolygon st_makevalid st_maxdistance st_memunion st_multi st_npoints',
  'st_numgeometries st_numpoints st_overlaps st_perimeter st_point st_pointfromtext st_pointn',
  'st_pointonsurface st_polygon st_project st_relate st_reverse st_setsrid st_shortestline',
  'st_simplify st_simplifypreservetopology st_snaptogrid st_srid st_startpoint st_symdifference',
  'st_touches st_transform st_translate st_union st_within st_x st_xmax st_xmin st_y st_ymax st_ymin',
  'st_z',
);
