import { Busboy } from '@fastify/busboy';
import type { RequestHandler } from 'express';
import { PortalError } from '../errors.ts';

/** Room for a list of everybody in a large organisation. */
const mostBytes = 2 * 1024 * 1024;
const limits = { fieldSize: mostBytes, fileSize: mostBytes, files: 1, fields: 2000, parts: 2001 };

/** As UTF-8, with or without a byte order mark, else as Windows writes Swedish. */
const textOf = (bytes: Buffer): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
};

/**
 * Reads a form that may bring a text file (RFC 7578), whose content stands in the body under its field's
 * name like any other. A form that cannot be read is refused by `refuseUnreadForm`.
 */
export const readFileForm: RequestHandler = (req, res, next) => {
  const type = req.headers['content-type'] ?? '';
  if (!req.is('multipart/form-data')) {
    next();
    return;
  }
  const body = Object.create(null) as Record<string, string | string[]>;
  const add = (name: string, value: string) => {
    const before = body[name];
    body[name] = before === undefined ? value : [before, value].flat();
  };
  let isEnded = false;
  const end = (fault?: PortalError) => {
    if (isEnded) return;
    isEnded = true;
    req.body = body;
    res.locals.formFault = fault;
    next();
  };
  const tooLarge = () => {
    req.unpipe().resume();
    end(new PortalError('BODY_TOO_LARGE'));
  };
  const unreadable = () => {
    req.unpipe().resume();
    end(new PortalError('BAD_REQUEST'));
  };
  try {
    const parser = new Busboy({ headers: { ...req.headers, 'content-type': type }, limits });
    parser
      .on('field', (name, value, _nameTruncated, valueTruncated) => {
        if (valueTruncated) tooLarge();
        add(name, value);
      })
      .on('file', (name, stream) => {
        const chunks: Buffer[] = [];
        stream
          .on('data', (chunk: Buffer) => chunks.push(chunk))
          .on('limit', tooLarge)
          .on('end', () => add(name, textOf(Buffer.concat(chunks))));
      })
      .on('fieldsLimit', tooLarge)
      .on('partsLimit', tooLarge)
      .once('error', unreadable)
      .once('finish', () => end());
    req.once('aborted', unreadable).pipe(parser);
  } catch {
    unreadable();
  }
};
