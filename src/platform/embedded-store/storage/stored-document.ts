import { type Doc, readPlain } from '../bson/documents.ts';

/** A document as it is stored: its row and its BSON, decoded when someone asks for it. */
export class StoredDocument {
  readonly row: number;
  readonly bytes: Uint8Array;
  #doc: Doc | undefined;

  constructor(row: number, bytes: Uint8Array) {
    this.row = row;
    this.bytes = bytes;
  }

  /** Its plain form. */
  get doc(): Doc {
    return (this.#doc ??= readPlain(this.bytes));
  }
}
