import { type Doc, isDocument } from '../bson/documents.ts';
import { encodeKey } from '../bson/key-encoder.ts';
import { type Accumulator, accumulators } from './accumulators.ts';
import { type TwoForms, type ValueGetter, valueGetter } from './value-getter.ts';

interface GroupField {
  name: string;
  make: () => Accumulator;
  get: ValueGetter;
}

/** A `$group` taken apart. */
export interface GroupSpec {
  id: ValueGetter;
  fields: GroupField[];
}

const groupField = (name: string, spec: unknown, variables: Doc): GroupField | undefined => {
  if (name === '' || name.startsWith('$') || name.includes('.') || !isDocument(spec))
    return undefined;
  const [[operator, operand] = ['', undefined], ...others] = Object.entries(spec);
  const make = Object.hasOwn(accumulators, operator) ? accumulators[operator] : undefined;
  if (!make || others.length > 0) return undefined;
  if (operator === '$count') {
    const empty = isDocument(operand) && Object.keys(operand).length === 0;
    return empty ? { name, make, get: () => null } : undefined;
  }
  // The accumulator takes one expression; an array of them is for the general way to judge.
  return Array.isArray(operand) ? undefined : { name, make, get: valueGetter(operand, variables) };
};

/** Compiles a `$group`; undefined when it has a part that is not grouped in one pass. */
export const compileGroup = (operand: unknown, variables: Doc): GroupSpec | undefined => {
  if (!isDocument(operand) || !Object.hasOwn(operand, '_id')) return undefined;
  const { _id: id, ...others } = operand;
  const fields: GroupField[] = [];
  for (const [name, spec] of Object.entries(others)) {
    const field = groupField(name, spec, variables);
    if (!field) return undefined;
    fields.push(field);
  }
  return { id: valueGetter(id, variables), fields };
};

interface Group {
  id: unknown;
  accumulators: Accumulator[];
}

/** The groups by the key of their `_id`; texts, which most are, by themselves. */
const createGroups = (fields: GroupField[]) => {
  const byText = new Map<string, Group>();
  const byKey = new Map<string, Group>();
  const all: Group[] = [];
  return {
    all,
    of(id: unknown): Group {
      const [groups, key] =
        typeof id === 'string' ? [byText, id] : [byKey, encodeKey(id).toString('latin1')];
      let group = groups.get(key);
      if (!group) {
        group = { id: id ?? null, accumulators: fields.map(({ make }) => make()) };
        groups.set(key, group);
        all.push(group);
      }
      return group;
    },
  };
};

/** Groups documents as they pass by; only the groups are held. */
export function* runGroup(docs: Iterable<TwoForms>, { id, fields }: GroupSpec): Generator<Doc> {
  const groups = createGroups(fields);
  for (const doc of docs) {
    const group = groups.of(id(doc));
    for (const [index, { get }] of fields.entries()) group.accumulators[index]?.add(get(doc));
  }
  for (const group of groups.all) {
    const result: Doc = { _id: group.id };
    for (const [index, { name }] of fields.entries())
      result[name] = group.accumulators[index]?.result();
    yield result;
  }
}
