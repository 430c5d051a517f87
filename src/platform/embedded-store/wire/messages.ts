import { ProtocolError, headerLength } from './framing.ts';
import { createRequest, type Request } from './request.ts';

/** Operation codes. Source: MongoDB wire protocol specification. */
const opReply = 1;
const opQuery = 2004;
const opMessage = 2013;

const checksumPresent = 1 << 0;
const moreToCome = 1 << 1;
const requiredFlags = 0xffff;

/** A message that was understood: what is asked, and how to frame the answer. */
export interface Incoming {
  requestId: number;
  request: Request;
  /** The client wants no answer (write concern 0). */
  silent: boolean;
  /** Frames the answer, a whole document. */
  reply: (document: Uint8Array) => Buffer[];
}

const header = (length: number, responseTo: number, operation: number): Buffer => {
  const bytes = Buffer.allocUnsafe(headerLength);
  bytes.writeInt32LE(headerLength + length, 0);
  bytes.writeInt32LE(0, 4);
  bytes.writeInt32LE(responseTo, 8);
  bytes.writeInt32LE(operation, 12);
  return bytes;
};

/** Flag bits 0, then one section of kind 0. */
const messagePreamble = Buffer.alloc(5);

const messageReply = (requestId: number, document: Uint8Array): Buffer[] => [
  header(messagePreamble.length + document.length, requestId, opMessage),
  messagePreamble,
  Buffer.from(document.buffer, document.byteOffset, document.byteLength),
];

const queryReply = (requestId: number, document: Uint8Array): Buffer[] => {
  const preamble = Buffer.alloc(20);
  preamble.writeInt32LE(8, 0); // response flags: AwaitCapable
  preamble.writeInt32LE(1, 16); // one document
  return [
    header(preamble.length + document.length, requestId, opReply),
    preamble,
    Buffer.from(document.buffer, document.byteOffset, document.byteLength),
  ];
};

const sizedPart = (bytes: Buffer, offset: number, end: number): Buffer => {
  if (offset + 4 > end) throw new ProtocolError('a section is cut off');
  const length = bytes.readInt32LE(offset);
  if (length < 5 || offset + length > end) throw new ProtocolError(`section length ${length}`);
  return bytes.subarray(offset, offset + length);
};

const zeroAfter = (bytes: Buffer, offset: number): number => {
  const at = bytes.indexOf(0, offset);
  if (at < 0) throw new ProtocolError('a name without an end');
  return at;
};

const readSequence = (section: Buffer): [string, Uint8Array[]] => {
  const nameEnd = zeroAfter(section, 4);
  const documents: Uint8Array[] = [];
  for (let offset = nameEnd + 1; offset < section.length;) {
    const document = sizedPart(section, offset, section.length);
    documents.push(document);
    offset += document.length;
  }
  return [section.toString('utf8', 4, nameEnd), documents];
};

const isSilent = (flags: number): boolean => (flags & moreToCome) !== 0;

const readMessage = (message: Buffer, requestId: number): Incoming => {
  if (message.length < headerLength + 4) throw new ProtocolError('no flags');
  const flags = message.readUInt32LE(headerLength);
  if ((flags & requiredFlags & ~(checksumPresent | moreToCome)) !== 0)
    throw new ProtocolError(`unknown flags ${flags}`);
  const end = message.length - (flags & checksumPresent ? 4 : 0);
  const sequences = new Map<string, Uint8Array[]>();
  let body: Buffer | undefined;
  for (let offset = headerLength + 4; offset < end;) {
    const kind = message[offset];
    const section = sizedPart(message, offset + 1, end);
    if (kind === 0 && !body) body = section;
    else if (kind === 1) sequences.set(...readSequence(section));
    else throw new ProtocolError(`section kind ${kind ?? ''}`);
    offset += 1 + section.length;
  }
  if (!body) throw new ProtocolError('a message without a body');
  return {
    requestId,
    request: createRequest(body, sequences),
    silent: isSilent(flags),
    reply: (document) => messageReply(requestId, document),
  };
};

/** The first message of a driver: `hello`, in the form that servers of all ages understand. */
const readQuery = (message: Buffer, requestId: number): Incoming => {
  const nameEnd = zeroAfter(message, headerLength + 4);
  const body = sizedPart(message, nameEnd + 9, message.length);
  return {
    requestId,
    request: createRequest(body, new Map()),
    silent: false,
    reply: (document) => queryReply(requestId, document),
  };
};

/**
 * Reads one whole message.
 *
 * @throws ProtocolError or BSONError when it is malformed
 */
export const readIncoming = (message: Buffer): Incoming => {
  const requestId = message.readInt32LE(4);
  const operation = message.readInt32LE(12);
  if (operation === opMessage) return readMessage(message, requestId);
  if (operation === opQuery) return readQuery(message, requestId);
  throw new ProtocolError(`operation ${operation}`);
};

/**
 * How to answer what could not be read, before its connection is closed. Undefined when nobody waits
 * for an answer, or it cannot be told to which request and in which form.
 */
export const replyToMalformed = (message: Buffer): Incoming['reply'] | undefined => {
  if (message.length < headerLength) return undefined;
  const requestId = message.readInt32LE(4);
  const operation = message.readInt32LE(12);
  if (operation === opQuery) return (document) => queryReply(requestId, document);
  const silent = message.length >= headerLength + 4 && isSilent(message.readUInt32LE(headerLength));
  if (operation !== opMessage || silent) return undefined;
  return (document) => messageReply(requestId, document);
};
