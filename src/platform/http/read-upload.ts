import { Busboy, type BusboyHeaders } from '@fastify/busboy';
import type { Request, RequestHandler } from 'express';
import { PortalError } from '../errors.ts';
import type { Role } from '../roles.ts';
import { textOfBytes } from '../text-of-bytes.ts';
import { maybeViewer } from './viewer.ts';

/** A file as it was sent, whole and in memory; `tooLarge`: only its beginning came, and was let go. */
export interface Upload {
  fileName: string;
  bytes: Buffer;
  tooLarge: boolean;
}

interface UploadPlace {
  /** Paths of the forms that may bring a file. */
  at: RegExp;
  /** Nobody else's is read; asked only where it is known who sends it. Left out: anybody's. */
  who?: readonly Role[];
  /** Room for the file, and again for all fields together. */
  maxBytes: number;
}

interface Form {
  fields: Record<string, string | string[]>;
  upload: Upload | undefined;
}

const limits = { files: 1, fields: 2000, parts: 2001, headerPairs: 20 };

const readFile = (
  stream: NodeJS.ReadableStream,
  done: (file: Omit<Upload, 'fileName'>) => void,
) => {
  const chunks: Buffer[] = [];
  let tooLarge = false;
  stream
    .on('data', (chunk: Buffer) => chunks.push(chunk))
    .on('limit', () => {
      tooLarge = true;
      chunks.length = 0;
    })
    .on('end', () => done({ bytes: Buffer.concat(chunks), tooLarge }));
};

/** @throws PortalError BODY_TOO_LARGE when the fields have no room, BAD_REQUEST when it is no form. */
const readParts = async (req: Request, maxBytes: number): Promise<Form> => {
  const form: Form = { fields: Object.create(null) as Form['fields'], upload: undefined };
  const { promise, resolve, reject } = Promise.withResolvers<Form>();
  const refuse = (code: 'BODY_TOO_LARGE' | 'BAD_REQUEST') => () => reject(new PortalError(code));
  const tooLarge = refuse('BODY_TOO_LARGE');
  const unreadable = refuse('BAD_REQUEST');
  let room = maxBytes;
  try {
    const parts = new Busboy({
      headers: req.headers as BusboyHeaders,
      limits: { ...limits, fieldSize: maxBytes, fileSize: maxBytes },
    });
    parts
      .on('field', (name, value, _nameCut, valueCut) => {
        room -= value.length;
        if (valueCut || room < 0) tooLarge();
        const before = form.fields[name];
        form.fields[name] = before === undefined ? value : [before, value].flat();
      })
      .on('file', (_name, stream, fileName) =>
        readFile(stream.on('error', unreadable), (file) => (form.upload = { fileName, ...file })),
      )
      .on('fieldsLimit', tooLarge)
      .on('partsLimit', tooLarge)
      .on('error', unreadable)
      .on('finish', () => resolve(form));
    req.on('aborted', unreadable).pipe(parts);
    return await promise;
  } catch (fault) {
    req.unpipe().resume();
    throw fault instanceof PortalError ? fault : new PortalError('BAD_REQUEST');
  }
};

/**
 * Reads a form with a file (RFC 7578), before its token is looked at, which is one of its fields. The
 * fields stand in the body; see `uploadOf` for the file. One that cannot be read is refused as any other
 * form is, by `refuseUnreadForm`.
 */
export const readUpload =
  ({ at, who, maxBytes }: UploadPlace): RequestHandler =>
  async (req, res, next) => {
    const maySend = !who || maybeViewer(res)?.roles.some((role) => who.includes(role));
    if (req.method !== 'POST' || !at.test(req.path) || !maySend || !req.is('multipart/form-data')) {
      next();
      return;
    }
    try {
      const { fields, upload } = await readParts(req, maxBytes);
      req.body = fields;
      res.locals.upload = upload;
    } catch (fault) {
      res.locals.formFault = fault;
    }
    next();
  };

/** The file that came with the form; nothing when none was chosen. */
export const uploadOf = (locals: Record<string, unknown>): Upload | undefined => {
  const upload = locals.upload as Upload | undefined;
  return upload && (upload.fileName !== '' || upload.bytes.length > 0) ? upload : undefined;
};

/**
 * The text of that file; '' when none was chosen.
 *
 * @throws PortalError BODY_TOO_LARGE when it is larger than there is room for.
 */
export const uploadedText = (locals: Record<string, unknown>): string => {
  const upload = uploadOf(locals);
  if (upload?.tooLarge) throw new PortalError('BODY_TOO_LARGE');
  return upload ? textOfBytes(upload.bytes) : '';
};
