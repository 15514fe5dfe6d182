import { words } from '../../guard/words.ts';

/** Built-in functions known to do nothing but compute. Anything else is refused. */
export const functions = words(
  // aggregates
  'approx_count_distinct approx_percentile_cont approx_percentile_disc avg checksum_agg count',
  'count_big grouping grouping_id max min stdev stdevp string_agg sum var varp product',
  // windows
  'cume_dist dense_rank first_value lag last_value lead ntile percent_rank percentile_cont',
  'percentile_disc rank row_number',
  // conversion and choice
  'cast try_cast convert try_convert parse try_parse coalesce isnull nullif iif choose',
  'greatest least isnumeric isdate',
  // dates
  'current_timestamp current_timezone current_timezone_id current_date dateadd datediff',
  'datediff_big date_bucket datefromparts datename datepart datetime2fromparts',
  'datetimefromparts datetimeoffsetfromparts datetrunc day eomonth getdate getutcdate month',
  'smalldatetimefromparts switchoffset sysdatetime sysdatetimeoffset sysutcdatetime',
  'timefromparts todatetimeoffset year',
  // what older queries of other engines call and SQL Server answers with an error
  'date',
  // numbers and bits
  'abs acos asin atan atn2 ceiling cos cot degrees exp floor log log10 pi power radians rand',
  'round sign sin sqrt square tan bit_count get_bit left_shift right_shift set_bit',
  // text
  'ascii char charindex concat concat_ws difference format left len datalength lower ltrim nchar',
  'patindex quotename replace replicate reverse right rtrim soundex space str string_escape',
  'string_split stuff substring translate trim unicode upper regexp_like regexp_replace',
  'regexp_substr regexp_instr regexp_count regexp_matches regexp_split_to_table',
  'edit_distance edit_distance_similarity jaro_winkler_distance jaro_winkler_similarity',
  // JSON, XML, binary
  'isjson json_array json_arrayagg json_modify json_object json_objectagg json_path_exists',
  'json_query json_value json_contains openjson base64_encode base64_decode binary_checksum',
  'checksum compress decompress hashbytes xml',
  // identifiers and search
  'newid generate_series contains freetext containstable freetexttable vector_distance',
  // errors, empty outside CATCH
  'error_line error_message error_number error_severity error_state xact_state',
  // graph
  'shortest_path last_node object_id_from_node_id node_id_from_parts',
);

/** Methods of xml, geography, geometry and hierarchyid values. `modify` is not one of them. */
export const methods = words(
  'value query exist nodes getancestor getdescendant getlevel getreparentedvalue isdescendantof',
  'tostring getroot parse starea stasbinary stastext stboundary stbuffer stcentroid stcontains',
  'stconvexhull stcrosses stcurven stdifference stdimension stdisjoint stdistance stendpoint',
  'stenvelope stequals stexteriorring stgeometryn stgeometrytype stinteriorringn stintersection',
  'stintersects stisclosed stisempty stisring stissimple stisvalid stlength stnumcurves',
  'stnumgeometries stnuminteriorring stnumpoints stoverlaps stpointn stpointonsurface strelate',
  'stsrid ststartpoint stsymdifference sttouches stunion stwithin stx sty astextzm asgml',
  'bufferwithtolerance envelopeangle envelopecenter filter instanceof isvaliddetailed makevalid',
  'minimumdbcompatiblelevel numrings reduce reorientobject ringn shortestlineto lat long m z',
);

/** What `geography::`, `geometry::` and `hierarchyid::` may make. */
export const makers = words(
  'point parse getroot stgeomfromtext stpointfromtext stlinefromtext stpolyfromtext',
  'stmpointfromtext stmlinefromtext stmpolyfromtext stgeomcollfromtext stgeomfromwkb',
  'geomfromgml stpointfromwkb stlinefromwkb stpolyfromwkb collectionaggregate',
  'convexhullaggregate envelopeaggregate unionaggregate',
);

/** Counters and settings of the session that hold no secret. */
export const globals = words(
  '@@identity @@rowcount @@datefirst @@language @@langid @@max_precision @@pack_received',
  '@@pack_sent @@textsize @@dbts @@fetch_status @@trancount @@error @@nestlevel',
);
