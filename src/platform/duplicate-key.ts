/** Did the store refuse a write because of a unique index (MongoDB's error 11000)? */
export const isDuplicateKey = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 11000;
