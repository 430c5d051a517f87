/** A decoded document or embedded document. */
export type Doc = Record<string, unknown>;
