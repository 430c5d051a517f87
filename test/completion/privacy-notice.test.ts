import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.close());

const notice = 'Innan du börjar: så behandlar vi dina uppgifter';
const seenAt = async (givenName: string) =>
  (await portal.services.store.connection.collection('employees').findOne({ givenName }))
    ?.noticeSeenAt as Date | undefined;

describe('how data is handled', () => {
  it('is told before the first module, once, and noted as seen', async () => {
    const anna = await portal.signInAndReset('1001');
    expect(await seenAt('Anna')).toBeUndefined();
    const { text } = await anna.open('/kurs');
    expect(text).toContain(notice);
    expect(text).toContain('href="/personuppgifter"');
    expect(text).toContain('frågar vi inte om ditt samtycke');
    const noted = await seenAt('Anna');
    expect(noted).toBeInstanceOf(Date);
    for (const path of ['/kurs', '/kurs/varfor/sida/1'])
      expect((await anna.open(path)).text).not.toContain(notice);
    expect(await seenAt('Anna')).toEqual(noted);
  });

  it('is told on the page itself to whoever comes straight to a module, in their language', async () => {
    const bo = await portal.signInAndReset('1002', 'en');
    expect((await bo.open('/kurs/varfor/sida/1')).text).toContain('Before you begin');
    expect((await bo.open('/kurs')).text).not.toContain('Before you begin');
  });

  it('is told once to whoever opens two pages at the same moment', async () => {
    const cilla = await portal.signInAndReset('1003');
    const pages = await Promise.all([cilla.get('/kurs'), cilla.get('/kurs')]);
    expect(pages.filter(({ text }) => text.includes(notice))).toHaveLength(1);
  });
});
