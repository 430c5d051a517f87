import { type Doc, fieldOf, isDocument } from '../../bson/documents.ts';
import { documentOf } from '../../bson/ordered-document.ts';
import { CommandError } from '../../command-error.ts';
import type { Compiler, Expression } from './expression.ts';
import { expressionOperators } from './operators.ts';

/** The value at a path; an array on the way gives the values of the documents in it. */
export const valueAtPath = (value: unknown, path: readonly string[], at = 0): unknown => {
  if (at === path.length) return value;
  if (Array.isArray(value)) {
    const found: unknown[] = [];
    for (const element of value) {
      const below = isDocument(element) ? valueAtPath(element, path, at) : undefined;
      if (below !== undefined) found.push(below);
    }
    return found;
  }
  return isDocument(value) ? valueAtPath(fieldOf(value, path[at] ?? ''), path, at + 1) : undefined;
};

const parseFieldPath = (path: string): string[] => {
  const parts = path.split('.');
  if (parts.includes(''))
    throw new CommandError('Location15998', 'FieldPath field names may not be empty strings.');
  if (parts.some((part) => part.startsWith('$')))
    throw new CommandError('Location16410', "FieldPath field names may not start with '$'.");
  return parts;
};

const fieldPath = (spec: string): Expression => {
  const path = parseFieldPath(spec.slice(1));
  const [only = '', ...more] = path;
  if (more.length === 0)
    return ({ root }) => (isDocument(root) ? fieldOf(root, only) : valueAtPath(root, path));
  return ({ root }) => valueAtPath(root, path);
};

const roots = new Set(['ROOT', 'CURRENT']);

const variable = (spec: string, known: ReadonlySet<string>): Expression => {
  const [name = '', ...path] = spec.slice(2).split('.');
  if (path.length > 0) parseFieldPath(path.join('.'));
  if (roots.has(name)) return ({ root }) => valueAtPath(root, path);
  if (name === 'REMOVE') return () => undefined;
  if (!known.has(name))
    throw new CommandError('Location17276', `Use of undefined variable: ${name}`);
  return ({ variables }) => valueAtPath(variables[name], path);
};

const fields = (spec: Doc, compiler: Compiler): Expression => {
  const compiled = Object.entries(spec).map(([name, value]) => {
    if (name.includes('.'))
      throw new CommandError('Location16412', "FieldPath field names may not contain '.'.");
    if (name.startsWith('$'))
      throw new CommandError(
        'Location15983',
        'An object representing an expression must have exactly one field',
      );
    return [name, compiler.compile(value)] as const;
  });
  return (scope) => {
    const built: [string, unknown][] = [];
    for (const [name, expression] of compiled) {
      const value = expression(scope);
      if (value !== undefined) built.push([name, value]);
    }
    return documentOf(built);
  };
};

const elements = (spec: unknown[], { compile }: Compiler): Expression => {
  const compiled = spec.map(compile);
  return (scope) => compiled.map((expression) => expression(scope) ?? null);
};

const operatorOf = (spec: Doc, compiler: Compiler): Expression | undefined => {
  const [name = '', ...others] = Object.keys(spec);
  if (!name.startsWith('$')) return undefined;
  if (others.length > 0)
    throw new CommandError(
      'Location15983',
      'An object representing an expression must have exactly one field',
    );
  const operator = Object.hasOwn(expressionOperators, name) ? expressionOperators[name] : undefined;
  if (!operator)
    throw new CommandError('InvalidPipelineOperator', `Unrecognized expression '${name}'`);
  return operator(spec[name], compiler, name);
};

const compilerKnowing = (known: ReadonlySet<string>): Compiler => {
  const compiler: Compiler = {
    known,
    compile: (spec) => {
      if (typeof spec === 'string' && spec.startsWith('$'))
        return spec.startsWith('$$') ? variable(spec, known) : fieldPath(spec);
      if (Array.isArray(spec)) return elements(spec, compiler);
      if (isDocument(spec)) return operatorOf(spec, compiler) ?? fields(spec, compiler);
      return () => spec;
    },
    knowing: (...names) => compilerKnowing(new Set([...known, ...names])),
  };
  return compiler;
};

/** Compiles expressions that may use these variables, besides `$$NOW`. */
export const expressionCompiler = (variables: Iterable<string>): Compiler =>
  compilerKnowing(new Set(['NOW', ...variables]));
