import busboy from 'busboy';
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
  if (!req.is('multipart/form-data')) {
    next();
    return;
  }
  const body: Record<string, string | string[]> = Object.create(null) as Record<string, string>;
  const add = (name: string, value: string) => {
    const before = body[name];
    body[name] = before === undefined ? value : [before, value].flat();
  };
  let fault: Error | undefined;
  const end = () => {
    req.body = body;
    res.locals.formFault = fault;
    next();
  };
  try {
    const parser = busboy({ headers: req.headers, limits });
    parser
      .on('field', (name, value, { valueTruncated }) => {
        if (valueTruncated) fault = new PortalError('BODY_TOO_LARGE');
        add(name, value);
      })
      .on('file', (name, stream) => {
        const chunks: Buffer[] = [];
        stream
          .on('data', (chunk: Buffer) => chunks.push(chunk))
          .on('limit', () => (fault = new PortalError('BODY_TOO_LARGE')))
          .on('close', () => add(name, textOf(Buffer.concat(chunks))));
      })
      .on('fieldsLimit', () => (fault = new PortalError('BODY_TOO_LARGE')))
      .once('error', () => {
        fault = new PortalError('BAD_REQUEST');
        req.unpipe(parser).resume();
        end();
      })
      .once('close', () => {
        if (fault?.message !== 'BAD_REQUEST') end();
      });
    req.pipe(parser);
  } catch {
    fault = new PortalError('BAD_REQUEST');
    end();
  }
};
