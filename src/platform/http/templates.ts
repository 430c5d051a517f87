import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** What is used of ejs, which has no types of its own. */
interface Ejs {
  escapeXML: (text: unknown) => string;
  compile: (text: string, options: object) => unknown;
}

const { escapeXML, compile } = createRequire(import.meta.url)('ejs') as Ejs;

type Variables = object;
type Include = (name: string, own?: Variables) => string;
type Body = (locals: Variables, escapeFn: Ejs['escapeXML'], include: Include) => string;
export type Render = (view: string, variables: Variables) => string;

/** What ejs makes for a browser is told how to include, and does not look for files itself. */
const bodyOf = (file: string): Body =>
  compile(readFileSync(file, 'utf8'), {
    filename: file,
    compileDebug: false,
    client: true,
  }) as Body;

/**
 * The templates of a folder, each read and compiled once. By itself ejs looks for every included
 * file on the disk again and copies all variables for it, at every page; here what an include is
 * given lies over the variables of the page around it.
 */
export const templatesIn = (folder: string): Render => {
  const known = new Map<string, (variables: Variables) => string>();

  const templateAt = (file: string) => {
    const found = known.get(file);
    if (found) return found;
    const body = bodyOf(file);
    const parts = new Map<string, ReturnType<typeof templateAt>>();
    const part = (name: string) => {
      const at = parts.get(name) ?? templateAt(join(dirname(file), `${name}.ejs`));
      parts.set(name, at);
      return at;
    };
    const template = (variables: Variables): string =>
      body(variables, escapeXML, (name, own) =>
        part(name)(own ? Object.assign(Object.create(variables) as Variables, own) : variables),
      );
    known.set(file, template);
    return template;
  };

  return (view, variables) => templateAt(join(folder, `${view}.ejs`))(variables);
};
