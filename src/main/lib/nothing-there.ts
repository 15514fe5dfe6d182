/**
 * For `catch`: null for a file or folder that does not exist. Anything else rises: a file that is
 * there and can not be read must not pass for none.
 */
export function nothingThere(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}
