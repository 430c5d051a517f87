import { execFileSync } from 'node:child_process';
import type { Response } from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PortalError } from '../../src/platform/errors.ts';
import { formats } from '../../src/platform/http/page-locals.ts';
import { auditOf, sessionCount } from '../auth/watch-portal.ts';
import { pdfFaults } from '../support/pdf-faults.ts';
import { pdftotext } from '../support/peers.ts';
import { goodPassword, startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';
import {
  browser,
  collection,
  enter,
  forgetLimits,
  giveCode,
  idOf,
  newCode,
} from './codes-world.ts';

let portal: TestPortal;
let helpdesk: Visitor;
let anna: Visitor;
beforeAll(async () => {
  portal = await startTestPortal({ environment: { VOUCHING: 'unit' } });
  [helpdesk, anna] = await Promise.all([
    portal.signInAndReset('3003'),
    portal.signInAndReset('1001'),
  ]);
});
afterAll(() => portal.close());
beforeEach(() => forgetLimits(portal));

const codesOn = (html: string): string[] =>
  [...html.matchAll(/class="phrase">([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})</g)].map(
    ([, code]) => code ?? '',
  );

/** Makes oneself a sheet; its ten codes. */
const ownSheet = async (visitor: Visitor): Promise<string[]> => {
  await visitor.get('/kodblad');
  return codesOn((await visitor.submit('/kodblad')).text);
};

interface Typed {
  namn?: string;
  losenord?: string;
  visitor?: Visitor;
}

const enterBySheet = async (
  kod: string,
  { namn = '1001', losenord = goodPassword, visitor = browser(portal) }: Typed = {},
): Promise<Response> => {
  await visitor.get('/utan-bankid/kodblad');
  return visitor.submit('/utan-bankid/kodblad', { namn, kod, losenord });
};

/** How many wrong passwords the directory has seen. */
const triesIn = async (number: string): Promise<number> => {
  const account = await collection(portal, 'directory-accounts').findOne<{ failedTries: number }>({
    employeeNumbers: number,
  });
  return account?.failedTries ?? -1;
};

describe('a code sheet', () => {
  test('has ten codes; one of them and the password sign in, as an employee and nothing else', async () => {
    const hr = await portal.signInAndReset('3001');
    const codes = await ownSheet(hr);
    expect(codes).toHaveLength(10);
    expect(new Set(codes.map((code) => code[0])).size).toBe(10);
    expect((await auditOf(portal))[0]).toMatchObject({ action: 'sheet.issued' });
    const visitor = browser(portal);
    const began = await enterBySheet(codes[0] ?? '', { namn: '3001', visitor });
    expect([began.status, began.headers.location]).toEqual([303, '/kurs']);
    expect((await auditOf(portal))[0]).toMatchObject({
      action: 'sheet.used',
      details: { level: 'sheet' },
    });
    for (const path of ['/kurs', '/kontakt', '/mina-intyg', '/kodblad'])
      expect([path, (await visitor.get(path)).status]).toEqual([path, 200]);
    for (const path of ['/uppfoljning', '/kontakter', '/insyn', '/verktyg'])
      expect([path, (await visitor.get(path)).status]).toEqual([path, 403]);
  });

  test('sets no new password and makes no other sheet', async () => {
    const [code = ''] = await ownSheet(anna);
    const visitor = browser(portal);
    await enterBySheet(code, { visitor });
    expect((await visitor.open('/losenord/bankid')).text).toMatch(/kod till|nyss/);
    expect((await visitor.get('/losenord/nytt')).status).toBe(303);
    expect((await visitor.get('/kodblad')).text).toContain('Du är inloggad med ett kodblad');
    expect((await visitor.submit('/kodblad')).status).toBe(403);
  });

  test('leads whoever must get a new password to that, and lets them no further', async () => {
    const [code = ''] = await ownSheet(anna);
    const employees = collection(portal, 'employees');
    await employees.updateOne(
      { employeeNumbers: '1001' },
      { $set: { resetRequiredSince: new Date(), passwordSetAt: new Date(0) } },
    );
    const visitor = browser(portal);
    const { text } = await visitor.follow(await enterBySheet(code, { visitor }));
    expect(text).toContain('Du behöver en kod till');
    expect((await visitor.get('/kurs')).headers.location).toBe('/losenord');
    await employees.updateOne({ employeeNumbers: '1001' }, { $set: { resetRequiredSince: null } });
  });

  test('has each code once, also with two browsers at once', async () => {
    const [code = '', next = ''] = await ownSheet(anna);
    const before = await sessionCount(portal);
    const answers = await Promise.all([enterBySheet(code), enterBySheet(code)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 422]);
    expect(await sessionCount(portal)).toBe(before + 1);
    expect((await enterBySheet(code)).status).toBe(422);
    expect((await enterBySheet(next)).status).toBe(303);
    expect((await anna.get('/kodblad')).text).toContain('med 8 koder kvar');
  });

  test('is worthless once there is a new one, and once it is given up', async () => {
    const [old = ''] = await ownSheet(anna);
    const [code = ''] = await ownSheet(anna);
    expect((await enterBySheet(old)).status).toBe(422);
    const blad = anna.hidden((await anna.get('/kodblad')).text, 'blad');
    await anna.submit('/kodblad/aterkalla', { blad });
    expect((await auditOf(portal))[0]).toMatchObject({ action: 'sheet.revoked' });
    expect((await enterBySheet(code)).status).toBe(422);
    expect(await collection(portal, 'code-sheets').countDocuments({ sheet: blad })).toBe(0);
  });

  test('given up by its owner, whoever found it is thrown out, and the owner is not', async () => {
    const [code = ''] = await ownSheet(anna);
    const finder = browser(portal);
    await enterBySheet(code, { visitor: finder });
    expect((await finder.get('/kurs')).status).toBe(200);
    const blad = anna.hidden((await anna.get('/kodblad')).text, 'blad');
    await anna.submit('/kodblad/aterkalla', { blad });
    expect((await finder.get('/kurs')).headers.location).toMatch(/^\/auth\/login/);
    expect((await anna.get('/kurs')).status).toBe(200);
  });

  test('that is replaced while one of its codes is being used signs nobody in', async () => {
    const [code = ''] = await ownSheet(anna);
    const { directory } = portal.services.codes;
    const { verify } = directory;
    directory.verify = async (account, password) => {
      await ownSheet(anna);
      return verify(account, password);
    };
    expect((await enterBySheet(code)).status).toBe(422);
    directory.verify = verify;
  });

  test('works for a year, which it says', async () => {
    const ends = async () =>
      (await collection(portal, 'code-sheets').indexes()).find(({ key }) => 'madeAt' in key);
    expect((await ends())?.expireAfterSeconds).toBe(365 * 24 * 60 * 60);
    const { formatDate } = formats.sv;
    await ownSheet(anna);
    const until = formatDate(new Date(Date.now() + 365 * 24 * 60 * 60_000));
    expect((await anna.get('/kodblad')).text).toContain(`Det gäller till ${until}`);
  });

  test('is handed out and withdrawn by the helpdesk too, which says how it made sure', async () => {
    const given = { 'hur-known': '1', satt: 'sheet' };
    expect((await giveCode(portal, helpdesk, '1001', { satt: 'sheet' })).status).toBe(422);
    const [code = ''] = codesOn((await giveCode(portal, helpdesk, '1001', given)).text);
    expect((await auditOf(portal))[0]).toMatchObject({
      action: 'sheet.issued',
      actor: await idOf(portal, '3003'),
      details: { checks: 'known' },
    });
    expect((await giveCode(portal, helpdesk, '3003', given)).status).toBe(404);
    const path = `/koder/${await idOf(portal, '1001')}`;
    const utgava = helpdesk.hidden((await helpdesk.get(path)).text, 'utgava');
    await helpdesk.submit(`${path}/kodblad/aterkalla`, { utgava });
    expect((await enterBySheet(code)).status).toBe(422);
    expect((await anna.get('/kurs')).headers.location).toMatch(/^\/auth\/login/);
    anna = await portal.signIn('1001');
  });

  test('can be made by whoever came with a code', async () => {
    const visitor = browser(portal);
    await enter(portal, '1002', await newCode(portal, helpdesk, '1002'), visitor);
    await visitor.get('/losenord/nytt');
    await visitor.follow(await visitor.submit('/losenord/nytt', { password: goodPassword }));
    expect((await visitor.get('/losenord/klart')).text).toContain('href="/kodblad"');
    const [code = ''] = await ownSheet(visitor);
    expect((await enterBySheet(code, { namn: '1002' })).status).toBe(303);
  });

  test.skipIf(!pdftotext)('is printed as a PDF with its ten codes and what to do', async () => {
    const codes = await ownSheet(anna);
    const koder = codes.join(' ');
    const { body } = (await anna.submit('/kodblad/kodblad.pdf', { koder })) as { body: Buffer };
    expect(pdfFaults(body)).toEqual([]);
    const text = execFileSync('pdftotext', ['-layout', '-', '-'], { input: body }).toString();
    codes.forEach((code, index) => {
      expect(text).toMatch(new RegExp(`${index + 1}\\. +${code}`));
    });
    for (const line of ['Ditt kodblad', 'Anna Åström', 'Stryk koden när du har kommit in'])
      expect(text).toContain(line);
    for (const wrong of ['', koder.slice(0, 60), koder.replace(codes[3] ?? '', codes[2] ?? '')])
      expect((await anna.submit('/kodblad/kodblad.pdf', { koder: wrong })).status).toBe(404);
  });
});

/** What is asked of the directory meanwhile, in order. */
const askedDuring = async (act: () => Promise<unknown>): Promise<string[]> => {
  const { directory } = portal.services.codes;
  const { findAccount, verify } = directory;
  const asked: string[] = [];
  directory.findAccount = (employee) => {
    asked.push('find');
    return findAccount(employee);
  };
  directory.verify = (account, password) => {
    asked.push('verify');
    return verify(account, password);
  };
  await act();
  Object.assign(directory, { findAccount, verify });
  return asked;
};

describe('whoever guesses at a sheet', () => {
  test('cannot tell which of the two was wrong: the answer and what the directory is asked are the same', async () => {
    const [used = '', code = ''] = await ownSheet(anna);
    await enterBySheet(used);
    const fel = 'fel fel fel fel fel';
    const pages = new Set<string>();
    for (const [kod, typed] of [
      [code, { losenord: fel }],
      ['0000-0000-0000', {}],
      ['0000-0000-0000', { losenord: fel }],
      ['not a code', {}],
      [used, {}],
      [used, { losenord: fel }],
      [code, { namn: '9999' }],
      [code, { namn: '1003' }],
    ] as const) {
      const asked = await askedDuring(async () => {
        const { status, text } = await enterBySheet(kod, typed);
        pages.add(`${status} ${text.replace(/value="[^"]*"/g, '')}`);
      });
      expect([kod, typed, asked]).toEqual([kod, typed, ['find', 'verify']]);
      await forgetLimits(portal);
    }
    expect(pages.size).toBe(1);
    expect((await enterBySheet(code)).status).toBe(303);
  });

  test('cannot tell it by a directory that is down either', async () => {
    const [code = ''] = await ownSheet(anna);
    const { directory } = portal.services.codes;
    const { verify } = directory;
    directory.verify = () => Promise.reject(new PortalError('DIRECTORY_DOWN'));
    for (const kod of [code, '0000-0000-0000']) expect((await enterBySheet(kod)).status).toBe(503);
    directory.verify = verify;
  });

  test('is counted alike whether there is such a person or not', async () => {
    const counted = async (namn: string) => {
      await enterBySheet('0000-0000-0000', { namn });
      const keys = await collection(portal, 'rate-limits').find({}).toArray();
      await forgetLimits(portal);
      return keys.map(({ key }) => String(key).split(':')[0]).toSorted();
    };
    expect(await counted('9999')).toEqual(await counted('1001'));
  });

  test.each([
    ['nobody’s number', { namn: '9999' }],
    ['a number without a sheet', { namn: '1003' }],
    ['a wrong password', { losenord: 'fel fel fel fel fel' }],
    ['no password', { losenord: '' }],
    ['much too much', { namn: 'x'.repeat(4000), losenord: 'y'.repeat(4000) }],
  ])('gets the same answer with %s', async (_what, typed) => {
    const [code = ''] = await ownSheet(anna);
    const { status, text } = await enterBySheet(code, typed);
    expect(status).toBe(422);
    expect(text).toContain('Något av det du skrev stämmer inte, eller så är koden redan använd');
    expect(text).not.toContain(code);
    expect(text).not.toContain('fel fel fel');
  });

  test('never reaches the directory with a wrong code: the account cannot be closed from here', async () => {
    const [code = ''] = await ownSheet(anna);
    const before = await triesIn('1001');
    for (const kod of ['0000-0000-0000', `${code.slice(0, -1)}0`, `${code.slice(0, -1)}1`, 'x']) {
      if (kod !== code) await enterBySheet(kod, { losenord: 'fel fel fel fel fel' });
    }
    expect(await triesIn('1001')).toBe(before);
  });

  test('asks the directory three times at most with a right code, however the tries are spread', async () => {
    const [code = ''] = await ownSheet(anna);
    const before = await triesIn('1001');
    for (let tries = 0; tries < 6; tries += 1) {
      await enterBySheet(code, { losenord: 'fel fel fel fel fel' });
      await collection(portal, 'rate-limits').deleteMany({ key: /^code-/ });
    }
    expect(await triesIn('1001')).toBe(before + 3);
    expect((await enterBySheet(code)).status).toBe(422);
    await forgetLimits(portal);
    expect((await enterBySheet(code)).status).toBe(303);
  });

  test('gets ten passwords in all with a sheet that was found, however long the waiting', async () => {
    const [code = '', next = ''] = await ownSheet(anna);
    const { directory } = portal.services.codes;
    const { verify } = directory;
    directory.verify = (account, password) =>
      password === goodPassword ? verify(account, password) : Promise.resolve(false);
    const guess = async (times: number) => {
      for (let tries = 0; tries < times; tries += 1) {
        expect((await enterBySheet(code, { losenord: 'fel fel fel fel fel' })).status).toBe(422);
        await forgetLimits(portal);
      }
    };
    await guess(9);
    expect((await enterBySheet(code)).status).toBe(303);
    await forgetLimits(portal);
    const before = await triesIn('1001');
    directory.verify = () => Promise.resolve(false);
    for (let tries = 0; tries < 10; tries += 1) {
      await enterBySheet(next, { losenord: 'fel fel fel fel fel' });
      await forgetLimits(portal);
    }
    directory.verify = verify;
    expect((await enterBySheet(next)).status).toBe(422);
    expect(await triesIn('1001')).toBe(before);
    expect((await anna.get('/kodblad')).text).not.toContain('Ett kodblad finns');
  });

  test('does not kill the sheet of its owner who goes on after three: those are not asked any more', async () => {
    const [code = ''] = await ownSheet(anna);
    for (let tries = 0; tries < 12; tries += 1) {
      await enterBySheet(code, { losenord: 'fel fel fel fel fel' });
      await collection(portal, 'rate-limits').deleteMany({ key: /^code-/ });
    }
    await forgetLimits(portal);
    expect((await enterBySheet(code)).status).toBe(303);
  });

  test.each(['/utan-bankid/kodblad', '/stoppa'])(
    'is not heard at %s from another site, nor without saying where from, and nothing typed is kept',
    async (path) => {
      for (const visitor of [
        portal.visitor(),
        portal.visitor().always('Origin', 'https://evil.example'),
      ]) {
        const form = { namn: '1001', losenord: goodPassword, kod: '0000-0000-0000', ord: 'x' };
        expect((await visitor.submit(path, form)).status).toBe(401);
        expect([...visitor.cookies.keys()]).not.toContain('portal.kept');
      }
    },
  );

  test('is stopped after five tries, and signing in right counts for nothing', async () => {
    const codes = await ownSheet(anna);
    for (const code of codes.slice(0, 6)) expect((await enterBySheet(code)).status).toBe(303);
    for (let tries = 0; tries < 5; tries += 1)
      expect((await enterBySheet('0000-0000-0000')).status).toBe(422);
    expect((await enterBySheet(codes[7] ?? '')).status).toBe(429);
  });
});

test('a directory that does not answer is told as such, and costs neither the code nor a try', async () => {
  const [code = ''] = await ownSheet(anna);
  const { directory } = portal.services.codes;
  const { verify } = directory;
  directory.verify = () => Promise.reject(new PortalError('DIRECTORY_DOWN'));
  for (let tries = 0; tries < 6; tries += 1) expect((await enterBySheet(code)).status).toBe(503);
  directory.verify = verify;
  expect((await enterBySheet(code)).status).toBe(303);
});

test('where the organisation has no sheets, there are none, and their sessions end', async () => {
  const closed = await startTestPortal({ environment: { CODE_SHEETS: 'off' } });
  try {
    const bo = await closed.signInAndReset('1002');
    expect((await bo.get('/kodblad')).status).toBe(404);
    const visitor = browser(closed);
    expect((await visitor.get('/utan-bankid/kodblad')).status).toBe(404);
    expect((await visitor.submit('/utan-bankid/kodblad', {})).status).toBe(404);
    expect((await visitor.get('/utan-bankid')).text).not.toContain('/utan-bankid/kodblad');
    const sessions = collection(closed, 'sessions');
    await sessions.updateMany({}, { $set: { 'session.signIn.level': 'sheet' } });
    expect((await bo.get('/kurs')).headers.location).toMatch(/^\/auth\/login/);
  } finally {
    await closed.close();
  }
});
