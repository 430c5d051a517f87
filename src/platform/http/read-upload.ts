import { Busboy, type BusboyHeaders } from '@fastify/busboy';
import type { Request, RequestHandler } from 'express';
import type { Role } from '../roles.ts';
import { maybeViewer } from './viewer.ts';

/** A file as it was sent, whole and in memory; `tooLarge`: only its beginning came, and was let go. */
export interface Upload {
  fileName: string;
  bytes: Buffer;
  tooLarge: boolean;
}

export interface UploadPlace {
  /** Path of the form that files are sent to. */
  at: string;
  /** Nobody else's file is read. */
  who: readonly Role[];
  maxBytes: number;
}

/** Room for the token and a few fields beside the file. */
const limits = { files: 1, fields: 10, fieldSize: 1000, parts: 12, headerPairs: 20 };

interface Form {
  fields: Record<string, string>;
  upload: Upload | undefined;
}

const readParts = (req: Request, maxBytes: number): Promise<Form> =>
  new Promise((resolve, reject) => {
    const form: Form = { fields: {}, upload: undefined };
    const parts = new Busboy({
      headers: req.headers as BusboyHeaders,
      limits: { ...limits, fileSize: maxBytes },
    });
    parts.on('field', (name, value) => (form.fields[name] = value));
    parts.on('file', (_name, stream, fileName) => {
      const chunks: Buffer[] = [];
      let tooLarge = false;
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('limit', () => {
        tooLarge = true;
        chunks.length = 0;
      });
      stream.on('error', reject);
      stream.on('end', () => {
        form.upload = { fileName, bytes: Buffer.concat(chunks), tooLarge };
      });
    });
    parts.on('error', reject);
    parts.on('finish', () => resolve(form));
    req.on('aborted', () => reject(new Error('The sending was broken off.')));
    req.pipe(parts);
  });

const isMultipart = (req: Request) =>
  /^multipart\/form-data\b/i.test(req.get('content-type') ?? '');

/**
 * Reads a form with a file (RFC 7578) from somebody who may send one, `maxBytes` of it at most; before
 * the form's token is looked at, which is one of its fields. One that cannot be read is refused as any
 * other form is, by `refuseUnreadForm`.
 */
export const readUpload =
  ({ at, who, maxBytes }: UploadPlace): RequestHandler =>
  async (req, res, next) => {
    const viewer = maybeViewer(res);
    const maySend = viewer && who.some((role) => viewer.roles.includes(role));
    if (req.method !== 'POST' || req.path !== at || !maySend || !isMultipart(req)) {
      next();
      return;
    }
    try {
      const { fields, upload } = await readParts(req, maxBytes);
      req.body = fields;
      res.locals.upload = upload;
    } catch {
      res.locals.formFault = { status: 400 };
    }
    next();
  };

/** The file that came with the form; nothing when none was chosen. */
export const uploadOf = (locals: Record<string, unknown>): Upload | undefined => {
  const upload = locals.upload as Upload | undefined;
  return upload && (upload.fileName !== '' || upload.bytes.length > 0) ? upload : undefined;
};
