import { execFileSync } from 'node:child_process';
import { setImmediate as turn } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { readPeopleQuery } from '../../src/reports/index.ts';
import { onRecord } from '../support/on-record.ts';
import { pdftotext } from '../support/peers.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { readWorkbook } from '../support/read-xlsx.ts';
import { serveApp } from '../support/serve-app.ts';

const many = 12_345;
const firstNumber = 100_000;

let portal: TestPortal;
let cookie: string;

beforeAll(async () => {
  portal = await startTestPortal();
  await onRecord(portal.services.store).change(['3001'], { resetRequiredSince: null });
  const hr = await portal.signIn('3001');
  cookie = [...hr.cookies].map((pair) => pair.join('=')).join('; ');
});
afterAll(() => portal.close());

const person = (number: number) => ({
  ...{ id: '0123456789abcdef01234567', givenName: 'Maj', familyName: 'Zorn' },
  ...{ isProtected: false, unitIds: [], roles: [], status: 'done' as const, modules: {} },
  ...{ completedOn: '2026-11-24', dueOn: null, hiredOn: '2026-11-01', resetDone: true },
  employeeNumber: String(firstNumber + number),
});

/** Made, not read, so that a list longer than any test roster takes no time. */
async function* people(length: number) {
  for (let number = 0; number < length; number += 1) {
    if (number % 500 === 0) await turn();
    yield person(number);
  }
}

/** The portal with these people for every file. */
const serve = (list: AsyncIterable<ReturnType<typeof person>>, total: number) => {
  const reports = {
    ...portal.services.reports,
    export: () => Promise.resolve({ people: list, total, units: [] }),
  };
  return serveApp(createApp({ ...portal.services, reports }));
};

const numbersIn = {
  csv: (bytes: Buffer) =>
    parse(bytes, { bom: true, delimiter: ';', from: 2 }).map(([number]) => number),
  xlsx: async (bytes: Buffer) =>
    (await readWorkbook(bytes)).rows.slice(1).map(([number]) => number),
  pdf: (bytes: Buffer) => {
    const options = { input: bytes, encoding: 'utf8', maxBuffer: 1e8 } as const;
    const text = execFileSync('pdftotext', ['-layout', '-', '-'], options);
    const sheets = text.match(/Sida \d+ av \d+/g) ?? [];
    expect(sheets.at(-1)).toBe(`Sida ${sheets.length} av ${sheets.length}`);
    return text.match(/\b1\d{5}\b/g) ?? [];
  },
};

test.each(pdftotext ? (['csv', 'xlsx', 'pdf'] as const) : (['csv', 'xlsx'] as const))(
  'everybody of a very long list is in the %s, in the order of the list',
  async (ending) => {
    const server = await serve(people(many), many);
    const response = await fetch(`${server.origin}/uppfoljning/personer.${ending}`, {
      headers: { cookie },
    });
    expect(response.headers.get('content-length')).toBeNull();
    const numbers = await numbersIn[ending](Buffer.from(await response.arrayBuffer()));
    expect(numbers).toHaveLength(many);
    expect(numbers.map(Number)).toEqual(Array.from({ length: many }, (_, n) => firstNumber + n));
    await server.close();
  },
);

test('a list of more than there is paper for is not begun, and what to do instead is said', async () => {
  const { reports, store } = portal.services;
  const id = (await onRecord(store).idOf('3001')).toHexString();
  const viewer = { id, roles: ['hr'] } as unknown as Parameters<typeof reports.export>[0];
  const all = readPeopleQuery({}).filter;
  await expect(reports.export(viewer, all, 12)).rejects.toMatchObject({ code: 'LIST_TOO_LONG' });
  const strict = {
    ...reports,
    export: (who: typeof viewer, filter: typeof all, most?: number) =>
      reports.export(who, filter, most === undefined ? most : 12),
  };
  const server = await serveApp(createApp({ ...portal.services, reports: strict }));
  const ask = (ending: string) =>
    fetch(`${server.origin}/uppfoljning/personer.${ending}?ordning=unit`, { headers: { cookie } });
  const refused = await ask('pdf');
  expect(refused.status).toBe(422);
  const text = await refused.text();
  expect(text).toContain('Listan är för lång för PDF');
  expect(text).toContain('href="/uppfoljning/personer?ordning=unit"');
  expect((await ask('csv')).status).toBe(200);
  await server.close();
});

test.each(['csv', 'xlsx', 'pdf'])(
  'the %s is read no further when somebody breaks it off, which is no fault',
  async (ending) => {
    let ended = false;
    const endless = async function* () {
      try {
        yield* people(Infinity);
      } finally {
        ended = true;
      }
    };
    const server = await serve(endless(), 1);
    const leave = new AbortController();
    const address = `${server.origin}/uppfoljning/personer.${ending}`;
    const response = await fetch(address, { headers: { cookie }, signal: leave.signal });
    let received = 0;
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>)
      if ((received += chunk.length) > 20_000) break;
    leave.abort();
    await expect.poll(() => ended).toBe(true);
    await expect.poll(portal.logText).toContain('"broken off"');
    expect(portal.logText()).not.toContain('"fault"');
    await server.close();
  },
);
