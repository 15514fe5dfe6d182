import type { ErrorCode, ErrorParams } from '../../preload/contract/errors.ts';

/**
 * The one error Diwan throws on purpose. The edge turns its code into a sentence in the reader's
 * language; `cause` goes to the log, never to a person.
 */
export class DiwanError extends Error {
  override readonly name = 'DiwanError';
  readonly code: ErrorCode;
  readonly params: ErrorParams;

  constructor(code: ErrorCode, options: { cause?: unknown; params?: ErrorParams } = {}) {
    super(code, options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    this.params = options.params ?? {};
  }
}

export const isDiwanError = (error: unknown, code?: ErrorCode): error is DiwanError =>
  error instanceof DiwanError && (code === undefined || error.code === code);

/** Whatever was thrown, as a DiwanError: the unexpected becomes `internal` with its cause kept. */
export const toDiwanError = (error: unknown): DiwanError =>
  error instanceof DiwanError ? error : new DiwanError(codeOfDisk(error), { cause: error });

/** A disk that is full or cannot be written, in the words of Node and of SQLite. */
export function codeOfDisk(
  error: unknown,
): 'disk_full' | 'disk_unwritable' | 'store_locked' | 'internal' {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/^(ENOSPC|EDQUOT|SQLITE_FULL|SQLITE_IOERR_SHMSIZE)/.test(code)) return 'disk_full';
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return 'store_locked';
  const broken = /^(EROFS|EIO|SQLITE_(IOERR|READONLY|CANTOPEN))/.test(code);
  // Sockets know the first two as well, but name no path; some folders can hold no other.
  const closed =
    error instanceof Error &&
    ((/^(EACCES|EPERM)$/.test(code) && 'path' in error) ||
      (code === 'ENOENT' && 'syscall' in error && error.syscall === 'mkdir'));
  return broken || closed ? 'disk_unwritable' : 'internal';
}
