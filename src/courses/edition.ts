/**
 * The first number of a version, which a completion holds for. A correction, which raises the
 * second, asks nobody to begin again.
 */
export const editionOf = (contentVersion: string): string => contentVersion.split('.', 1)[0] ?? '';
