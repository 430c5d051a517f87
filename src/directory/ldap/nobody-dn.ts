import { randomUUID } from 'node:crypto';

/** The name of an entry that is not there, where people's are: who signs in by it is nobody. */
export const nobodyDn = (base: string): string => `cn=${randomUUID()},${base}`;
