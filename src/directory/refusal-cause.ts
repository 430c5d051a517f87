/** Why a directory said no. */
export type RefusalCause =
  | 'in-history'
  | 'policy'
  /** The directory asks that a password be kept for a while before the next one. */
  | 'too-recent'
  | 'disabled'
  | 'expired'
  | 'not-found'
  /** The portal's own account in the directory lacks the right to reset this one. */
  | 'not-allowed';
