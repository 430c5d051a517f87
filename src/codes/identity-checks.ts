/** How whoever gives a code has made sure who it is for; each has its words at `codes.check`. */
export const identityChecks = ['known', 'id-card', 'called-back', 'manager'] as const;

export type IdentityCheck = (typeof identityChecks)[number];
