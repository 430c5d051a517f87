import { pino, type DestinationStream, type Logger } from 'pino';

export type { Logger };

/** Where a secret could ride along in an object that is logged. */
const redacted = [
  'password',
  'personalNumber',
  'personnummer',
  'SAMLResponse',
  'SAMLRequest',
  'RelayState',
  'cookie',
  'authorization',
  'body',
  // What a driver's errors hold of documents.
  'keyValue',
  'writeErrors',
  'result',
].flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/** A JSON logger. Nothing personal is logged on purpose; the redaction is the second line. */
export const createLogger = (
  { level }: { level: string },
  destination?: DestinationStream,
): Logger => {
  const options = { level, base: null, redact: { paths: redacted, censor: '[redacted]' } };
  return destination ? pino(options, destination) : pino(options);
};
