import { type Doc, writeDocument } from '../bson/documents.ts';
import { CommandError } from '../command-error.ts';
import type { Request } from '../wire/request.ts';
import { withTimeLimit } from '../time-limit.ts';
import {
  type CommandContext,
  refuseAbsentOptions,
  refuseUnknownFields,
  timeLimit,
} from './command.ts';
import { checkGenericFields, genericFields } from './generic-fields.ts';
import { commands } from './table.ts';
import { refuseView } from './views.ts';

const fieldsOf = new Map(
  Object.entries(commands).flatMap(([name, { fields, absent = [] }]) =>
    fields === 'any' ? [] : [[name, [...fields, ...absent, ...genericFields]] as const],
  ),
);

/** Commands that a view cannot answer. */
const onCollections = new Set([
  'collMod',
  'collStats',
  'createIndexes',
  'delete',
  'dropIndexes',
  'findAndModify',
  'findandmodify',
  'insert',
  'listIndexes',
  'update',
]);

/**
 * Runs a command and answers its reply as BSON.
 *
 * @throws CommandError when it is refused
 */
export const runCommand = (request: Request, context: CommandContext): Uint8Array => {
  const { name, body } = request;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new CommandError('CommandNotFound', `no such command: '${name}'`);
  checkGenericFields(body);
  const fields = fieldsOf.get(name);
  if (fields) refuseUnknownFields(body, fields, name);
  refuseAbsentOptions(body, command.absent ?? [], name);
  if (onCollections.has(name)) refuseView(context.catalog, request.db, String(body[name]));
  const reply = withTimeLimit(timeLimit(body), () => command.run(request, context));
  return reply instanceof Uint8Array ? reply : writeDocument({ ...reply, ok: 1 });
};

/** A refusal as a reply. */
export const errorReply = ({ message, code, codeName, details }: CommandError): Uint8Array => {
  const reply: Doc = { ok: 0, errmsg: message, code, codeName, ...details };
  return writeDocument(reply);
};
