import { createHmac } from 'node:crypto';
import type { CookieOptions, Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import { localPath } from '../local-path.ts';
import { derivedKey, seal, unseal } from './sealed-cookie.ts';
import { maybeViewer } from './viewer.ts';

/** Which fields of which forms may be kept: a password never stands here. */
export interface KeptFields {
  at: RegExp;
  fields: RegExp;
}

const keptMinutes = 30;
/** What a browser takes as one cookie, with room for the sealing. */
const mostBytes = 2500;

const content = z.object({
  path: z.string(),
  owner: z.string(),
  until: z.number(),
  fields: z.record(z.string(), z.string()),
});
type Content = z.infer<typeof content>;

/** What the middleware gives the rest of the request; who is asking is known later than it runs. */
interface Keeper {
  /** What was typed on this page before by this person, by field. */
  bringBack: () => Record<string, string>;
  keep: (path: string) => boolean;
}

const cookieValue = (req: Request, name: string): string | undefined =>
  (req.headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim().split('=', 2))
    .find(([key]) => key === name)?.[1];

const posted = (req: Request): Record<string, unknown> =>
  typeof req.body === 'object' && req.body !== null ? (req.body as Record<string, unknown>) : {};

/** These take a form and show no page. */
const takesOnly = /^\/(auth\/logout|kvar|saml\/acs)(?![^?])/;

/** The page that a form was sent from, as the browser says; else the form's own address, or the front page. */
export const pageOfForm = (req: Request): string => {
  const from = URL.parse(req.get('referer') ?? '');
  const path =
    from?.host === req.get('host') && from ? localPath(from.pathname + from.search) : null;
  return path ?? (takesOnly.test(req.originalUrl) ? '/' : req.originalUrl);
};

/**
 * What was half typed survives a session that ended, a fault of ours and a change of language: it
 * waits in a cookie that only we can read, for half an hour, for the same person and page.
 */
export const keptForms = (deps: {
  secret: Buffer;
  https: boolean;
  keepable: readonly KeptFields[];
}): RequestHandler => {
  const key = derivedKey(deps.secret, 'kept forms');
  const name = deps.https ? '__Host-portal.kept' : 'portal.kept';
  const options: CookieOptions = {
    httpOnly: true,
    sameSite: 'lax',
    secure: deps.https,
    path: '/',
    maxAge: keptMinutes * 60_000,
  };
  const ownerOf = (id: string) => createHmac('sha256', key).update(id).digest('base64url');

  const read = (req: Request): Content | null => {
    const text = unseal(key, cookieValue(req, name) ?? '');
    const kept = text === null ? null : content.safeParse(JSON.parse(text)).data;
    return kept && kept.until > Date.now() ? kept : null;
  };

  const fieldsToKeep = (path: string, body: Record<string, unknown>) => {
    const rule = deps.keepable.find(({ at }) => at.test(path.replace(/\?.*/, '')));
    return Object.entries(body).filter(
      (field): field is [string, string] =>
        rule !== undefined && rule.fields.test(field[0]) && typeof field[1] === 'string',
    );
  };

  const ownOwner = (res: Response): string | null => {
    const viewer = maybeViewer(res);
    return viewer && ownerOf(viewer.id);
  };

  const keep = (req: Request, res: Response, path: string): boolean => {
    const body = posted(req);
    const fields = fieldsToKeep(path, body);
    // The form knows whose it is: its session may have ended, and another's begun in the same browser.
    const owner = body._owner;
    if (fields.length === 0 || typeof owner !== 'string') return false;
    const until = Date.now() + keptMinutes * 60_000;
    const text = JSON.stringify({ path, owner, until, fields: Object.fromEntries(fields) });
    if (Buffer.byteLength(text) > mostBytes) return false;
    res.cookie(name, seal(key, text), options);
    return owner === (ownOwner(res) ?? owner);
  };

  const bringBack = (req: Request, res: Response): Record<string, string> => {
    const kept = read(req);
    if (kept?.owner !== ownOwner(res) || kept.path !== req.originalUrl) return {};
    res.clearCookie(name, { ...options, maxAge: undefined });
    return kept.fields;
  };

  return (req, res, next) => {
    const keeper: Keeper = {
      bringBack: () => bringBack(req, res),
      keep: (path) => keep(req, res, path),
    };
    res.locals.keeper = keeper;
    res.locals.formOwner = () => ownOwner(res) ?? '';
    next();
  };
};

const keeperOf = (res: Response) => res.locals.keeper as Keeper | undefined;

/** What the person had typed on this page; empty when there is nothing to bring back. */
export const keptFields = (res: Response): Record<string, string> =>
  keeperOf(res)?.bringBack() ?? {};

/** Keeps the posted fields for the page at that path; true when whoever sent them gets them back there. */
export const keepForm = (res: Response, path: string): boolean =>
  keeperOf(res)?.keep(path) ?? false;
