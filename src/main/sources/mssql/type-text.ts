const withLength = new Set(['char', 'varchar', 'binary', 'varbinary']);
const withDoubleLength = new Set(['nchar', 'nvarchar']);
const withScale = new Set(['time', 'datetime2', 'datetimeoffset']);
const withPrecision = new Set(['decimal', 'numeric']);

/** A type as T-SQL words it, from sys.columns: `nvarchar(40)`, `decimal(18,2)`. Lengths are bytes. */
export function typeText(name: string, bytes: number, precision: number, scale: number): string {
  if (withLength.has(name)) return `${name}(${bytes < 0 ? 'max' : bytes})`;
  if (withDoubleLength.has(name)) return `${name}(${bytes < 0 ? 'max' : bytes / 2})`;
  if (withScale.has(name)) return `${name}(${scale})`;
  if (withPrecision.has(name)) return `${name}(${precision},${scale})`;
  return name;
}
