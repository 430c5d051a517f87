/**
 * The little of ASN.1 DER (ITU-T X.690) that writing a certificate takes: each function gives the
 * bytes of one value, tag and length included.
 */
const lengthOf = (size: number): Buffer => {
  if (size < 0x80) return Buffer.of(size);
  const hex = size.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return Buffer.concat([Buffer.of(0x80 | bytes.length), bytes]);
};

/** A value with this tag byte; its content is the parts one after the other. */
export const tagged = (tag: number, ...parts: Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.of(tag), lengthOf(content.length), content]);
};

export const sequence = (...parts: Uint8Array[]): Buffer => tagged(0x30, ...parts);
export const set = (...parts: Uint8Array[]): Buffer => tagged(0x31, ...parts);
export const nothing = (): Buffer => tagged(0x05);
export const truth = (): Buffer => tagged(0x01, Buffer.of(0xff));
export const octetString = (bytes: Uint8Array): Buffer => tagged(0x04, bytes);
export const bitString = (bytes: Uint8Array, unusedBits = 0): Buffer =>
  tagged(0x03, Buffer.of(unusedBits), bytes);
export const utf8String = (text: string): Buffer => tagged(0x0c, Buffer.from(text, 'utf8'));

/** A number above zero, highest byte first; a zero byte in front keeps it from reading as negative. */
export const positiveInteger = (bytes: Uint8Array): Buffer =>
  tagged(0x02, Buffer.from((bytes[0] ?? 0) >= 0x80 ? [0] : []), bytes);

const base128 = (arc: number): number[] =>
  arc < 0x80 ? [arc] : [...base128(Math.floor(arc / 0x80)).map((byte) => byte | 0x80), arc % 0x80];

/** An object identifier from its dotted form, such as `2.5.4.3`. */
export const objectIdentifier = (dotted: string): Buffer => {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return tagged(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
};

/** A point in time to the second: two digits of year until 2049, then four (RFC 5280, 4.1.2.5). */
export const time = (at: Date): Buffer => {
  const digits = `${at.toISOString().slice(0, 19).replace(/\D/g, '')}Z`;
  const short = at.getUTCFullYear() < 2050;
  return tagged(short ? 0x17 : 0x18, Buffer.from(short ? digits.slice(2) : digits, 'ascii'));
};
