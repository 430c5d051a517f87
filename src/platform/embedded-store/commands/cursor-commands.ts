import { Long } from 'bson';
import { CommandError } from '../command-error.ts';
import { cursorReply } from '../wire/cursor-reply.ts';
import { countField, type Handler, textField } from './command.ts';

const cursorId = (value: unknown): Long => {
  if (value instanceof Long) return value;
  if (typeof value === 'number') return Long.fromNumber(value);
  throw new CommandError('TypeMismatch', 'a cursor id must be a long');
};

export const getMore: Handler = ({ body, db }, { cursors }) => {
  const ns = `${db}.${textField(body, 'collection')}`;
  const size = countField(body, 'batchSize', 0) || Infinity;
  const { id, documents } = cursors.more(ns, cursorId(body.getMore), size);
  return cursorReply('nextBatch', documents, { id, ns });
};

export const killCursors: Handler = ({ body }, { cursors }) => {
  const ids = Array.isArray(body.cursors) ? body.cursors.map(cursorId) : [];
  const killed = ids.filter((id) => cursors.kill(id));
  return {
    cursorsKilled: killed,
    cursorsNotFound: ids.filter((id) => !killed.includes(id)),
    cursorsAlive: [],
    cursorsUnknown: [],
  };
};
