import { CommandError } from '../command-error.ts';
import { parsePath } from './path.ts';

/** Field names; under each either more of them, or true for the whole field. */
export interface ProjectionTree extends Map<string, ProjectionTree | true> {
  get(name: string): ProjectionTree | true | undefined;
}

const collision = (name: string): CommandError =>
  new CommandError('Location31249', `Path collision at ${name}`);

const insert = (tree: ProjectionTree, name: string): void => {
  const parts = parsePath(name);
  let at = tree;
  for (const part of parts.slice(0, -1)) {
    const below = at.get(part);
    if (below === true) throw collision(name);
    const next = below ?? (new Map() as ProjectionTree);
    at.set(part, next);
    at = next;
  }
  const last = parts.at(-1) ?? '';
  if (at.has(last)) throw collision(name);
  at.set(last, true);
};

/** Gathers the paths of a projection and sees to it that they all keep, or all leave out. */
export const createProjectionTree = () => {
  const root = new Map() as ProjectionTree;
  let mode: 'include' | 'exclude' | undefined;
  let id: boolean | undefined;
  return {
    get mode() {
      return mode ?? (id ? ('include' as const) : undefined);
    },
    add(name: string, keeps: boolean): void {
      if (name === '_id') {
        id = keeps;
        return;
      }
      const wanted = keeps ? 'include' : 'exclude';
      if (mode && mode !== wanted)
        throw new CommandError(
          keeps ? 'Location31253' : 'Location31254',
          `Cannot do ${keeps ? 'inclusion' : 'exclusion'} on field ${name} in ${keeps ? 'exclusion' : 'inclusion'} projection`,
        );
      mode = wanted;
      insert(root, name);
    },
    keep: (name: string): void => insert(root, name),
    /** The tree, with what goes for `_id`. */
    finish(including: boolean): ProjectionTree {
      if (including ? id !== false : id === false) root.set('_id', true);
      return root;
    },
  };
};
