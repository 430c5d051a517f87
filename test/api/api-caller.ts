import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import request from 'supertest';
import { expect } from 'vitest';
import type { TestPortal } from '../support/portal.ts';

export type Scope = 'employees' | 'units' | 'completions';

type Content = Record<string, { schema?: object } | undefined>;
type Responses = Record<string, { content?: Content } | undefined>;
interface Document {
  paths: Record<string, { get: { responses: Responses } } | undefined>;
  components: object;
}

/** Checks an answer against what the portal's own description says of it. */
const checker = (document: Document) => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const known = new Map<string, ValidateFunction>();
  return (path: string, status: number, type: string, body: unknown) => {
    const key = `${path} ${status} ${type}`;
    const schema = document.paths[path]?.get.responses[String(status)]?.content?.[type]?.schema;
    if (!schema) throw new Error(`openapi.json says nothing of ${key}.`);
    const { components } = document;
    const check = known.get(key) ?? ajv.compile({ ...schema, components });
    known.set(key, check);
    check(body);
    expect(check.errors ?? [], key).toEqual([]);
  };
};

/** A program that reads the API; every answer is checked against the API's description. */
export const createCaller = async (portal: TestPortal) => {
  const base = `${portal.origin}/api/v1`;
  const document = (await (await fetch(`${base}/openapi.json`)).json()) as Document;
  const check = checker(document);

  const get = async (path: string, token?: string, headers: Record<string, string> = {}) => {
    const sent = request(base).get(path).set(headers);
    if (token !== undefined) sent.set('Authorization', `Bearer ${token}`);
    const response = await sent;
    const [plain = ''] = path.split('?');
    if (response.status !== 304 && document.paths[plain])
      check(plain, response.status, response.type, response.body);
    return response;
  };

  /** Every page of a list, each of so many. */
  const all = async <T>(path: string, token: string, limit: number, between?: () => unknown) => {
    const items: T[] = [];
    let cursor = '';
    do {
      const response = await get(`${path}?limit=${limit}${cursor}`, token);
      const page = response.body as { items: T[]; next: string | null };
      items.push(...page.items);
      cursor = page.next === null ? '' : `&cursor=${page.next}`;
      await between?.();
    } while (cursor !== '');
    return items;
  };

  const newToken = async (scopes: Scope[], name = 'Lönesystemet') => {
    const { tokens } = portal.services.api;
    const by = '0123456789abcdef01234567';
    return tokens.create(by, { name, scopes, expiresOn: tokens.latest() });
  };

  return { base, document, get, all, newToken };
};
