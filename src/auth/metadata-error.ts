/** The metadata cannot be used; the message says why. */
export class MetadataError extends Error {
  /** What is wrong, as the end of a sentence that names the metadata. */
  readonly problem: string;

  constructor(problem: string, options?: ErrorOptions) {
    super(`Identity provider metadata: ${problem}`, options);
    this.name = 'MetadataError';
    this.problem = problem;
  }
}

/** The pinned key has not signed it. */
export class MetadataUnsigned extends MetadataError {
  constructor(problem: string, options?: ErrorOptions) {
    super(problem, options);
    this.name = 'MetadataUnsigned';
  }
}
