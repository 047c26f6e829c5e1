import { ServeError } from '../serve-error.ts';

/**
 * A folder of data that cannot be used, or not any more; the message says what to do.
 *
 * in-use: another process works in it. version: another version of the program wrote it. corrupt: what must be readable is not.
 * full: no room is left; `write` may be tried again. other: whatever else the system says.
 */
export class StorageError extends ServeError {
  override readonly name = 'StorageError';
  readonly kind: 'in-use' | 'version' | 'corrupt' | 'full' | 'other';

  constructor(kind: StorageError['kind'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

const FULL = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/** What the system said of a folder, as a StorageError. */
export function storageErrorOf(error: unknown, folder: string): StorageError {
  if (error instanceof StorageError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (FULL.includes(code) || /MDB_MAP_FULL|no space left/i.test(message))
    return new StorageError('full', `${folder} is full: free some space there`, { cause: error });
  return new StorageError('other', `${folder} cannot be used: ${message}`, { cause: error });
}
