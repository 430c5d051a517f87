import { BerWriter } from 'ldapts';

export interface Answer {
  code: number;
  text?: string;
}

const written = (write: (writer: BerWriter) => void): Buffer => {
  const writer = new BerWriter();
  write(writer);
  return writer.buffer;
};

/** A server's answer to the request with this number; `operation` is the answer's tag. */
export const answerTo = (id: number, operation: number, { code, text = '' }: Answer): Buffer =>
  written((writer) => {
    writer.startSequence();
    writer.writeInt(id);
    writer.startSequence(operation);
    writer.writeEnumeration(code);
    writer.writeString('');
    writer.writeString(text);
    writer.endSequence();
    writer.endSequence();
  });

/** An entry that a search found. */
export const entryOf = (
  id: number,
  dn: string,
  attributes: Record<string, string | string[]>,
): Buffer =>
  written((writer) => {
    writer.startSequence();
    writer.writeInt(id);
    writer.startSequence(0x64);
    writer.writeString(dn);
    writer.startSequence();
    for (const [type, values] of Object.entries(attributes)) {
      writer.startSequence();
      writer.writeString(type);
      writer.startSequence(0x31);
      for (const value of [values].flat()) writer.writeString(value);
      writer.endSequence();
      writer.endSequence();
    }
    writer.endSequence();
    writer.endSequence();
    writer.endSequence();
  });
