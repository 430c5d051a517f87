import { BerReader, InvalidAsn1Error } from 'ldapts';

type ReadString = (this: BerReader, tag?: number, asBuffer?: boolean) => string | Buffer | null;

const { readString } = BerReader.prototype as { readString: ReadString };

/**
 * ldapts 8 answers null, and stays where it is, when a part claims to be longer than the answer it
 * stands in; reading on "until the end" then never ends, and no time-out comes through. Whole
 * answers alone are read, so such a one is broken.
 *
 * @throws InvalidAsn1Error, which ends the one operation.
 */
const readWhole: ReadString = function (tag, asBuffer) {
  const value = readString.call(this, tag, asBuffer);
  if (value === null && this.peek() !== null)
    throw new InvalidAsn1Error('A part is longer than the answer.');
  return value;
};

BerReader.prototype.readString = readWhole as typeof BerReader.prototype.readString;
