import { CommandError } from '../command-error.ts';

/** In bytes. Source: MongoDB manual, "Limits and Thresholds". */
const longest = { database: 63, namespace: 255 };

/** What a client may keep in collections whose names are the server's. */
const systemCollections = new Set(['system.js', 'system.profile', 'system.views']);

/** @throws CommandError 73 for a name that a new collection cannot have */
export const refuseBadName = (db: string, name: string): void => {
  const refuse = (message: string): never => {
    throw new CommandError('InvalidNamespace', message);
  };
  const wrong = name === '' || name.startsWith('.') || /[$\0]/.test(name);
  if (wrong || db === '' || /[./\\ "$\0]/.test(db))
    refuse(`Invalid namespace specified '${db}.${name}'`);
  if (Buffer.byteLength(db) > longest.database)
    refuse(`a database's name has at most ${longest.database} bytes: ${db}`);
  if (Buffer.byteLength(`${db}.${name}`) > longest.namespace)
    refuse(`a namespace has at most ${longest.namespace} bytes: ${db}.${name}`);
  if (name.startsWith('system.') && !systemCollections.has(name))
    refuse(`Invalid system namespace: ${db}.${name}`);
};
