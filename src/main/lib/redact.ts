/**
 * Secrets by their shape, for text that others wrote (driver errors, stacks). What is known to be
 * a secret is censored by field name in log.ts; this is the second net.
 */
const shapes: readonly [RegExp, string][] = [
  [/(?<!\d)\d{6,}:[A-Za-z0-9_-]{30,}/g, '[bot token]'],
  [/\bark_[0-9a-f]{8,}\b/g, '[channel key]'],
  [/\bAIza[0-9A-Za-z_-]{20,}\b/g, '[api key]'],
  [/\bsk-[A-Za-z0-9_-]{16,}\b/g, '[api key]'],
  [/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:)[^\s@/]+@/gi, '$1[redacted]@'],
  [
    /\b(password|pwd|passphrase|secret|token|api[_-]?key)\s*=\s*("[^"]*"|'[^']*'|[^;\s&]+)/gi,
    '$1=[redacted]',
  ],
  [/\b(bearer)\s+[A-Za-z0-9._~+/=-]{12,}/gi, '$1 [redacted]'],
];

/** The text with everything shaped like a secret replaced. */
export const redact = (text: string): string =>
  shapes.reduce((clean, [shape, mark]) => clean.replace(shape, mark), text);

interface SerializedError {
  type: string;
  message: string;
  code?: string | number;
  stack?: string;
  cause?: SerializedError;
}

/** An error for the log: its chain of causes, redacted, none of its other fields. */
export function serializeError(error: unknown, depth = 0): SerializedError {
  if (!(error instanceof Error)) return { type: typeof error, message: redact(String(error)) };
  const code = 'code' in error ? error.code : undefined;
  return {
    type: error.name,
    message: redact(error.message),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(error.stack === undefined ? {} : { stack: redact(error.stack) }),
    ...(error.cause !== undefined && depth < 4
      ? { cause: serializeError(error.cause, depth + 1) }
      : {}),
  };
}
