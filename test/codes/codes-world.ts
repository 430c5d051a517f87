import type { Response } from 'supertest';
import type { TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';

/** The code as the page shows it. */
export const codeOn = (html: string): string =>
  /code-shown">([0-9A-Z]{4}(?:-[0-9A-Z]{4})+)</.exec(html)?.[1] ?? '';

export const collection = (portal: TestPortal, name: string) =>
  portal.services.store.connection.collection(name);

/** The id by which pages know the person with this employee number. */
export const idOf = async (portal: TestPortal, number: string): Promise<string> => {
  const found = await collection(portal, 'employees').findOne({ employeeNumbers: number });
  return found?._id.toHexString() ?? '';
};

interface StoredCode {
  issuedAt: Date;
  approvedAt: Date;
  expiresAt: Date;
}

/** For how many minutes the person's code works. */
export const minutesOf = async (portal: TestPortal, number: string): Promise<number> => {
  const _id = (await idOf(portal, number)) as never;
  const code = await collection(portal, 'sign-in-codes').findOne<StoredCode>({ _id });
  return code ? (code.expiresAt.getTime() - code.approvedAt.getTime()) / 60_000 : 0;
};

/** What was ticked, if nothing else is said. */
const ticked = { 'hur-id-card': '1', satt: 'paper' };

/** Gives the person a code, as the page does; answers what came back. */
export const giveCode = async (
  portal: TestPortal,
  helpdesk: Visitor,
  number: string,
  form: Record<string, string> = ticked,
): Promise<Response> => {
  const path = `/koder/${await idOf(portal, number)}`;
  await helpdesk.get(path);
  return helpdesk.submit(path, form);
};

/** A new code for the person. */
export const newCode = async (portal: TestPortal, helpdesk: Visitor, number: string) =>
  codeOn((await giveCode(portal, helpdesk, number)).text);

/** A browser that says where its forms come from, as browsers do. */
export const browser = (portal: TestPortal, language?: string) =>
  portal.visitor(language).always('Origin', portal.origin);

/** Types the code at the portal's door. */
export const enter = async (
  portal: TestPortal,
  namn: string,
  kod: string,
  visitor = browser(portal),
): Promise<Response> => {
  await visitor.get('/utan-bankid');
  return visitor.submit('/utan-bankid', { namn, kod });
};

export const forgetLimits = (portal: TestPortal) =>
  collection(portal, 'rate-limits').deleteMany({});
