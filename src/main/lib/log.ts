import { type DestinationStream, type Logger, pino } from 'pino';
import { printableJson } from './printable.ts';
import { serializeError } from './redact.ts';

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error' | 'child'>;

/** Field names whose values never reach a log, however deep a caller puts them. */
const secretFields = [
  'password',
  'token',
  'apiKey',
  'key',
  'secret',
  'passphrase',
  'authorization',
  'connectionString',
  'url',
];

/** A JSON-lines logger; secrets are censored by field name and again by their shape in any text. */
export function createLog(level: string, stream: DestinationStream): Log {
  const paths = secretFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths, censor: '[redacted]' },
      serializers: { err: serializeError, error: serializeError },
    },
    { write: (line) => stream.write(printableJson(line)) },
  );
}
