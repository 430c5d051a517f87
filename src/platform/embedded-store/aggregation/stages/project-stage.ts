import { type Doc, isDocument } from '../../bson/documents.ts';
import { isNumeric, toNumber } from '../../bson/numeric.ts';
import { documentOf } from '../../bson/ordered-document.ts';
import { CommandError } from '../../command-error.ts';
import type { Compiler } from '../expressions/expression.ts';
import { addComputed, type ComputedFields, setComputed } from './computed-fields.ts';
import { outputPath, requireSpec, type StageParser } from './stage.ts';

/** Fields kept or left out: true for a whole field, a tree for a part of it. */
type Tree = Map<string, true | Tree>;

interface Parts {
  kept: [path: string, keeps: boolean][];
  computed: ComputedFields;
}

/** @throws CommandError 31249 when one path leads through another */
const addPath = (tree: Tree, path: string): void => {
  let within = tree;
  const parts = outputPath(path);
  for (const [at, part] of parts.entries()) {
    const below = within.get(part);
    const last = at === parts.length - 1;
    if (below === true || (last && below !== undefined))
      throw new CommandError('Location31249', `Path collision at ${path}`);
    if (last) within.set(part, true);
    else {
      const next: Tree = below ?? new Map<string, true | Tree>();
      within.set(part, next);
      within = next;
    }
  }
};

const isFlag = (value: unknown): boolean => typeof value === 'boolean' || isNumeric(value);

const isOperator = (value: Doc): boolean => Object.keys(value)[0]?.startsWith('$') === true;

/** Takes a specification apart; a document without an operator stands for paths within a field. */
const gather = (spec: Doc, prefix: string, parts: Parts, compiler: Compiler): void => {
  for (const [name, value] of Object.entries(spec)) {
    const path = `${prefix}${name}`;
    if (isFlag(value)) {
      const keeps = isNumeric(value) ? toNumber(value) !== 0 : value === true;
      parts.kept.push([path, keeps]);
    } else if (isDocument(value) && !isOperator(value)) {
      if (Object.keys(value).length === 0)
        throw new CommandError(
          'Location51270',
          `An empty sub-projection is not a valid value: ${path}`,
        );
      gather(value, `${path}.`, parts, compiler);
    } else addComputed(parts.computed, path, compiler.compile(value));
  }
};

const kept = (value: unknown, tree: Tree): unknown => {
  if (Array.isArray(value))
    return value.map((element) => kept(element, tree)).filter((element) => element !== undefined);
  return isDocument(value) ? keep(value, tree) : undefined;
};

const keep = (doc: Doc, tree: Tree): Doc => {
  const fields: [string, unknown][] = [];
  for (const [name, value] of Object.entries(doc)) {
    const below = tree.get(name);
    const part = below === true ? value : below && kept(value, below);
    if (part !== undefined) fields.push([name, part]);
  }
  return documentOf(fields);
};

const remaining = (value: unknown, tree: Tree): unknown => {
  if (Array.isArray(value)) return value.map((element) => remaining(element, tree));
  return isDocument(value) ? leaveOut(value, tree) : value;
};

const leaveOut = (doc: Doc, tree: Tree): Doc => {
  const fields: [string, unknown][] = [];
  for (const [name, value] of Object.entries(doc)) {
    const below = tree.get(name);
    if (below !== true) fields.push([name, below ? remaining(value, below) : value]);
  }
  return documentOf(fields);
};

/** Does it keep fields, rather than leave them out? @throws CommandError 31253 or 31254 */
const isKeeping = ({ kept: paths, computed }: Parts): boolean => {
  const others = paths.filter(([path]) => path !== '_id');
  const keeping = computed.size > 0 || (others[0] ?? paths[0])?.[1] === true;
  const wrong = others.find(([, keeps]) => keeps !== keeping);
  if (!wrong) return keeping;
  throw keeping
    ? new CommandError(
        'Location31254',
        `Cannot do exclusion on field ${wrong[0]} in inclusion projection`,
      )
    : new CommandError(
        'Location31253',
        `Cannot do inclusion on field ${wrong[0]} in exclusion projection`,
      );
};

const refuseCollisions = (tree: Tree, computed: ComputedFields): void => {
  for (const [name, value] of computed) {
    const other = tree.get(name);
    if (other === undefined) continue;
    if (other === true || !(value instanceof Map))
      throw new CommandError('Location31249', `Path collision at ${name}`);
    refuseCollisions(other, value);
  }
};

/** `$project`. Source: MongoDB manual, "$project". */
export const projectStage: StageParser = (operand, { compiler }) => {
  const spec = requireSpec(operand, '$project', 'Location15969');
  if (Object.keys(spec).length === 0)
    throw new CommandError(
      'Location51272',
      'projection specification must have at least one field',
    );
  const parts: Parts = { kept: [], computed: new Map() };
  gather(spec, '', parts, compiler);
  const keeping = isKeeping(parts);
  const tree: Tree = new Map();
  for (const [path, keeps] of parts.kept) if (keeps === keeping) addPath(tree, path);
  const { computed } = parts;
  const ofId = parts.kept.find(([path]) => path === '_id');
  if (keeping && !ofId && !computed.has('_id') && !tree.has('_id')) tree.set('_id', true);
  refuseCollisions(tree, computed);
  const cut = keeping ? keep : leaveOut;
  return function* project(docs, variables) {
    for (const doc of docs) {
      const part = cut(doc, tree);
      yield computed.size > 0 ? setComputed(part, computed, { root: doc, variables }) : part;
    }
  };
};

/** `$unset`: a field or several. Source: MongoDB manual, "$unset". */
export const unsetStage: StageParser = (operand) => {
  const names: unknown[] = Array.isArray(operand) ? operand : [operand];
  if (names.length === 0 || !names.every((name) => typeof name === 'string' && name !== ''))
    throw new CommandError(
      'Location31002',
      '$unset specification must be a string or an array of strings',
    );
  const tree: Tree = new Map();
  for (const name of names as string[]) addPath(tree, name);
  return function* unset(docs) {
    for (const doc of docs) yield leaveOut(doc, tree);
  };
};
