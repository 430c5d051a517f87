import { eachElement } from './ordered-fields.ts';

/** Cuts documents down to these top-level fields, as their bytes stand: nothing is decoded. */
export const keptElements = (names: readonly string[]): ((bytes: Uint8Array) => Uint8Array) => {
  const wanted = names.map((name) => Buffer.from(name));

  const isWanted = (bytes: Uint8Array, start: number, end: number): boolean =>
    wanted.some((name) => {
      if (name.length !== end - start) return false;
      let same = 0;
      while (same < name.length && bytes[start + same] === name[same]) same++;
      return same === name.length;
    });

  return (bytes) => {
    const kept = Buffer.allocUnsafe(bytes.length);
    let length = 4;
    eachElement(bytes, 0, (_type, element, value, end) => {
      if (!isWanted(bytes, element + 1, value - 1)) return true;
      kept.set(bytes.subarray(element, end), length);
      length += end - element;
      return true;
    });
    kept[length++] = 0;
    kept.writeInt32LE(length, 0);
    return kept.subarray(0, length);
  };
};
