import {
  type Binary,
  type BSONRegExp,
  type Code,
  DBRef,
  type ObjectId,
  type Timestamp,
} from 'bson';
import { createByteWriter, type ByteWriter } from './byte-writer.ts';
import type { Doc } from './documents.ts';
import { writeNumberKey } from './number-key.ts';
import { rank, rankOf } from './type-rank.ts';

/*
 * Order-preserving keys: comparing two keys byte by byte compares the values by BSON's rules.
 * No key is the beginning of another, so keys of several fields can follow each other.
 */
const end = 0x00;
const escaped = 0xff;

const writeText = (writer: ByteWriter, text: string): void => {
  if (text.includes('\0')) {
    const bytes = Buffer.from(text, 'utf8');
    for (const byte of bytes) {
      writer.byte(byte);
      if (byte === 0) writer.byte(escaped);
    }
  } else writer.text(text);
  writer.byte(end);
  writer.byte(end);
};

const writeFields = (writer: ByteWriter, doc: Doc): void => {
  for (const [name, value] of Object.entries(doc)) {
    writer.byte(rankOf(value));
    writeText(writer, name);
    writeKey(writer, value);
  }
  writer.byte(end);
};

const writeInstant = (writer: ByteWriter, milliseconds: number): void => {
  const start = writer.length();
  writer.bigInt64(BigInt(Number.isNaN(milliseconds) ? 0 : milliseconds));
  writer.flip(start, 0x80);
};

const writeBinary = (writer: ByteWriter, value: Binary | Uint8Array): void => {
  const [bytes, subtype] =
    value instanceof Uint8Array
      ? [value, 0]
      : [value.buffer.subarray(0, value.position), value.sub_type];
  writer.uint32(bytes.length);
  writer.byte(subtype);
  writer.bytes(bytes);
};

const writeRegex = (writer: ByteWriter, value: BSONRegExp | RegExp): void => {
  const [pattern, flags] =
    value instanceof RegExp ? [value.source, value.flags] : [value.pattern, value.options];
  writeText(writer, pattern);
  writeText(writer, flags);
};

const writeCode = (writer: ByteWriter, value: Code): void => {
  writeText(writer, value.code);
  if (value.scope) writeFields(writer, value.scope);
};

const asFields = (value: unknown): Doc =>
  value instanceof DBRef ? { ...value.toJSON() } : (value as Doc);

type Writer = (writer: ByteWriter, value: unknown) => void;

const writeElements: Writer = (writer, value) => {
  for (const element of value as unknown[]) writeKey(writer, element);
  writer.byte(end);
};

const writeTimestamp: Writer = (writer, value) => {
  const { t, i } = value as Timestamp;
  writer.uint32(t);
  writer.uint32(i);
};

/** What follows the rank; a type without an entry has one value only. */
const writers: Partial<Record<number, Writer>> = {
  [rank.number]: writeNumberKey,
  [rank.string]: (writer, value) => writeText(writer, String(value)),
  [rank.object]: (writer, value) => writeFields(writer, asFields(value)),
  [rank.array]: writeElements,
  [rank.binary]: (writer, value) => writeBinary(writer, value as Binary),
  [rank.objectId]: (writer, value) => writer.bytes((value as ObjectId).id),
  [rank.boolean]: (writer, value) => writer.byte(value === true ? 1 : 0),
  [rank.date]: (writer, value) => writeInstant(writer, (value as Date).getTime()),
  [rank.timestamp]: writeTimestamp,
  [rank.regex]: (writer, value) => writeRegex(writer, value as BSONRegExp),
  [rank.code]: (writer, value) => writeCode(writer, value as Code),
  [rank.codeWithScope]: (writer, value) => writeCode(writer, value as Code),
};

/** Appends the key of one value. */
const writeKey = (writer: ByteWriter, value: unknown): void => {
  const type = rankOf(value);
  writer.byte(type);
  writers[type]?.(writer, value);
};

const shared = createByteWriter();

/** The key of one value. */
export const encodeKey = (value: unknown): Buffer => {
  shared.reset();
  writeKey(shared, value);
  return shared.take();
};

/** The key of several values in a row; those marked descending sort the other way round. */
export const encodeCompoundKey = (
  values: readonly unknown[],
  descending: readonly boolean[],
): Buffer => {
  shared.reset();
  for (const [position, value] of values.entries()) {
    const start = shared.length();
    writeKey(shared, value);
    if (descending[position]) shared.invert(start);
  }
  return shared.take();
};
