import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sheetOf } from '../../src/completion/sheet.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { madeModule } from './made-course.ts';

const module = madeModule();
const textsOf = (number: number) => sheetOf(module, 'sv', number).questions.map(({ text }) => text);

describe('the questions of a sheet', () => {
  it('are the same every time for its number, and others for another', () => {
    expect(textsOf(17)).toEqual(textsOf(17));
    expect(new Set([1, 2, 3, 17, 9999].map((number) => textsOf(number).join())).size).toBe(5);
  });

  it('are as many as are drawn, one of them critical, each with one right letter', () => {
    for (let number = 1; number <= 200; number += 1) {
      const { questions } = sheetOf(module, 'en', number);
      expect(new Set(questions.map(({ text }) => text)).size).toBe(module.drawn);
      expect(questions.some(({ critical }) => critical)).toBe(true);
      for (const { options } of questions) {
        expect(options.map(({ letter }) => letter)).toEqual(['A', 'B', 'C']);
        expect(options.filter(({ correct }) => correct)).toHaveLength(1);
      }
    }
  });
});

describe('a module on paper', () => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await startTestPortal();
  });
  afterAll(() => portal.close());

  it('has its pages and questions, with nothing that tells which answer is right', async () => {
    const visitor = await portal.signInAndReset('1003');
    const { text } = await visitor.open('/kurs/varfor/blad');
    const varfor = portal.services.completion.catalogue.module('varfor');
    for (const { title } of varfor?.texts.sv.pages ?? []) expect(text).toContain(title);
    expect(text.match(/☐/g)?.length).toBeGreaterThanOrEqual(15);
    expect(text).not.toMatch(/correct|Rätt\.|feedback/);
    expect(text).not.toContain('/facit/');
  });

  it('keeps its questions when the language is changed', async () => {
    const visitor = await portal.signInAndReset('1004', 'en');
    const letters = async (path: string) => (await visitor.open(path)).text.match(/[A-D]\. /g);
    expect(await letters('/kurs/varfor/blad?nr=12')).toEqual(
      await letters('/kurs/varfor/blad?nr=12'),
    );
    expect((await visitor.open('/kurs/varfor/blad?nr=12')).text).toContain('Sheet 12, version 1.');
  });

  it('is corrected by managers and HR, by the number on it', async () => {
    const manager = await portal.signInAndReset('2001');
    expect((await manager.open('/kurs/varfor/blad?nr=12')).text).toContain(
      'href="/facit/varfor?nr=12"',
    );
    const { text } = await manager.open('/facit/varfor?nr=12');
    expect(text.match(/<strong>[A-D]\. /g)).toHaveLength(5);
    const employee = await portal.signInAndReset('1005');
    expect((await employee.get('/facit/varfor?nr=12')).status).toBe(403);
  });

  it.each(['x', '0', '-1', '12345', '1e3', ''])('has no number %j', async (number) => {
    const visitor = await portal.signInAndReset('1006');
    const answer = await visitor.get(`/kurs/varfor/blad?nr=${number}`);
    expect(answer.headers.location).toMatch(/^\/kurs\/varfor\/blad\?nr=[1-9]\d{0,3}$/);
  });
});
