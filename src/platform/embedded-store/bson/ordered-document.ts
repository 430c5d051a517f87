import type { Doc } from './doc.ts';

/** JavaScript objects list names like these first, in the order of the numbers. */
const isIndex = (name: string): boolean => /^(0|[1-9]\d{0,9})$/.test(name);

const put = (doc: Doc, name: string, value: unknown): void => {
  if (name === '__proto__')
    Object.defineProperty(doc, name, {
      value,
      configurable: true,
      enumerable: true,
      writable: true,
    });
  else doc[name] = value;
};

/** The same object, listing its fields in this order; later ones come after them. */
const listedAs = (doc: Doc, names: string[]): Doc =>
  new Proxy(doc, {
    ownKeys: () => names,
    defineProperty: (target, name, descriptor) => {
      if (typeof name === 'string' && !names.includes(name)) names.push(name);
      return Reflect.defineProperty(target, name, descriptor);
    },
    deleteProperty: (target, name) => {
      if (names.includes(String(name))) names.splice(names.indexOf(String(name)), 1);
      return Reflect.deleteProperty(target, name);
    },
  });

/**
 * A document with these fields in this order, whatever their names: where JavaScript would put
 * whole numbers first, the order is kept apart. Of two fields of one name the last value counts.
 */
export const documentOf = (fields: Iterable<readonly [string, unknown]>): Doc => {
  const doc: Doc = {};
  let names: Set<string> | undefined;
  for (const [name, value] of fields) {
    const first = name.charCodeAt(0);
    if (names) names.add(name);
    else if (first >= 0x30 && first <= 0x39 && isIndex(name))
      names = new Set([...Object.keys(doc), name]);
    put(doc, name, value);
  }
  if (!names) return doc;
  const order = [...names];
  return Object.keys(doc).every((name, index) => order[index] === name)
    ? doc
    : listedAs(doc, order);
};

/** The same fields, with this `_id` before all others. */
export const withIdFirst = (id: unknown, doc: Doc): Doc =>
  documentOf([['_id', id], ...Object.entries(doc).filter(([name]) => name !== '_id')]);
