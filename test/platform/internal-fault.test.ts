import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { rawRequest } from '../support/raw-request.ts';
import { serveApp } from '../support/serve-app.ts';
import type { Visitor } from '../support/visitor.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.close());

const faultsInLog = () =>
  portal
    .logText()
    .split('\n')
    .filter((line) => line.includes('"fault"'));

describe('a damaged record', () => {
  let swedish: Visitor;
  let english: Visitor;
  beforeAll(async () => {
    swedish = await portal.signInAndReset('3002');
    english = await portal.signIn('3002', 'en');
    await portal.services.store.connection
      .collection('audit')
      // The oldest: a file has begun by then.
      .updateOne({ action: 'roster.imported' }, { $set: { at: 'damaged' } });
  });

  test.each([
    ['sv', 'Något gick fel hos oss'],
    ['en', 'Something went wrong on our side'],
  ])('is a fault of ours, told in %s without its cause', async (language, words) => {
    const visitor = language === 'sv' ? swedish : english;
    const response = await visitor.get('/logg');
    expect(response.status).toBe(500);
    expect(response.text).toContain(words);
    expect(response.text).not.toMatch(/(Range|Type)Error|\.ts:/);
    const [, reference = ''] = /<strong class="phrase">([0-9A-F]{8})</.exec(response.text) ?? [];
    const [fault = ''] = faultsInLog().filter((line) => line.includes(reference));
    expect(fault).toMatch(/"code":"INTERNAL".*(Range|Type)Error/);
  });

  test('is its code and the reference to a program', async () => {
    const response = await swedish.get('/logg', 'application/json');
    expect(response.status).toBe(500);
    expect(response.body).toMatchObject({ code: 'INTERNAL' });
  });

  test('breaks a file off, so that nobody takes it for whole', async () => {
    await expect(swedish.get('/logg/fil.csv')).rejects.toThrow(/hang up|aborted/);
    expect(faultsInLog().at(-1)).toMatch(/(Range|Type)Error/);
  });
});

test('when no page can be made, the reference is given as text and the cause is not', async () => {
  const views = mkdtempSync(join(tmpdir(), 'portal-no-views-'));
  const server = await serveApp(createApp({ ...portal.services, views }));
  const { status, text } = await rawRequest(server.origin, { method: 'GET', path: '/' });
  expect(status).toBe(500);
  const [, reference = ''] = /\r\n\r\nINTERNAL ([0-9A-F]{8})\n$/.exec(text) ?? [];
  expect(faultsInLog().filter((line) => line.includes(reference)).length).toBe(2);
  await server.close();
  rmSync(views, { recursive: true });
});
