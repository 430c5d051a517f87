import { type Doc, fieldOf, isDocument } from '../bson/documents.ts';
import { CommandError } from '../command-error.ts';
import { isPosition, type Path } from '../query/path.ts';

/** One place in a document that an operator reads and writes. */
export interface Slot {
  /** As it is named in messages. */
  path: string;
  value: unknown;
  set: (value: unknown) => void;
  /** Takes the field away; an element of an array becomes null. */
  remove: () => void;
}

type Container = Doc | unknown[];

const notViable = (part: string, path: Path): CommandError =>
  new CommandError('PathNotViable', `Cannot create field '${part}' in element {${path.join('.')}}`);

const read = (container: Container, part: string): unknown =>
  Array.isArray(container) ? container[Number(part)] : fieldOf(container, part);

const write = (container: Container, part: string, value: unknown): void => {
  if (!Array.isArray(container)) {
    container[part] = value;
    return;
  }
  while (container.length < Number(part)) container.push(null);
  container[Number(part)] = value;
};

const isContainer = (value: unknown): value is Container =>
  isDocument(value) || Array.isArray(value);

const slotIn = (container: Container, part: string, path: Path): Slot => ({
  path: path.join('.'),
  value: read(container, part),
  set: (value) => write(container, part, value),
  remove: () => {
    if (!Array.isArray(container)) Reflect.deleteProperty(container, part);
    else if (Number(part) < container.length) container[Number(part)] = null;
  },
});

/**
 * The place a path leads to. With `create`, documents that are missing on the way are made;
 * without, undefined says that there is no such place.
 *
 * @throws CommandError 28 when the way is barred by a scalar or by a name within an array.
 */
export function slotAt(doc: Doc, path: Path, create: true): Slot;
export function slotAt(doc: Doc, path: Path, create: boolean): Slot | undefined;
export function slotAt(doc: Doc, path: Path, create: boolean): Slot | undefined {
  let container: Container = doc;
  for (const [at, part] of path.entries()) {
    if (Array.isArray(container) && !isPosition(part)) {
      if (!create) return undefined;
      throw notViable(part, path);
    }
    if (at === path.length - 1) return slotIn(container, part, path);
    let below = read(container, part);
    if (below === undefined) {
      if (!create) return undefined;
      below = {};
      write(container, part, below);
    }
    if (!isContainer(below)) {
      if (!create) return undefined;
      throw notViable(path[at + 1] ?? '', path);
    }
    container = below;
  }
  return undefined;
}
