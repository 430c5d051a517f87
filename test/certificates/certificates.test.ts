import { execFileSync } from 'node:child_process';
import { Types } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CertificateRecord } from '../../src/certificates/certificate-model.ts';
import { createLearner, headingOf, linkTo } from '../completion/course-visitor.ts';
import { pdftotext } from '../support/peers.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';

let portal: TestPortal;
let done: Visitor;
let beginner: Visitor;

const finishCourse = async (id: string): Promise<Visitor> => {
  const visitor = await portal.signInAndReset(id);
  const learner = createLearner(portal, visitor);
  const pages = await learner.readPages();
  await learner.answerCheck(await learner.doExercise(pages.at(-1) ?? ''), true);
  return visitor;
};

beforeAll(async () => {
  portal = await startTestPortal();
  done = await finishCourse('1001');
  beginner = await portal.signInAndReset('1002');
});
afterAll(() => portal.close());

const certificates = () => portal.services.store.connection.collection('certificates');
const stored = async (serial: string) => {
  const found = await certificates().findOne<CertificateRecord>({ serial });
  if (!found) throw new Error(`There is no certificate ${serial}.`);
  return found;
};
const nameOf = (id: string) => {
  const { givenName, familyName } = portal.person(id);
  return `${givenName} ${familyName}`;
};
const issuedRecords = () =>
  portal.services.store.connection.collection('audit').countDocuments({
    action: 'certificate.issued',
  });
const serialOn = (html: string): string => /(?:[0-9A-Z]{4}-){5}[0-9A-Z]{4}/.exec(html)?.[0] ?? '';

const ownSerial = async (): Promise<string> => {
  await done.open('/mina-intyg');
  return serialOn((await done.follow(await done.submit('/mina-intyg'))).text);
};

describe('a certificate', () => {
  it('is offered on the overview when the course is done, and made with one press', async () => {
    const overview = (await done.open('/kurs')).text;
    const page = (await done.open(linkTo(overview, 'Hämta ditt intyg'))).text;
    expect(headingOf(page)).toBe('Mina intyg');
    expect(page).toContain('Skapa mitt intyg');
    const made = (await done.follow(await done.submit('/mina-intyg'))).text;
    expect(serialOn(made)).not.toBe('');
    expect(made).not.toContain('Skapa mitt intyg');
  });

  it('is made once, however many press at once, and logged once', async () => {
    const another = await finishCourse('1003');
    await another.open('/mina-intyg');
    const before = await issuedRecords();
    await Promise.all(Array.from({ length: 4 }, () => another.submit('/mina-intyg')));
    await another.submit('/mina-intyg');
    expect(await certificates().countDocuments({ name: nameOf('1003') })).toBe(1);
    expect(await issuedRecords()).toBe(before + 1);
  });

  it('is not made while something of the course is left', async () => {
    expect((await beginner.open('/mina-intyg')).text).not.toContain('Skapa mitt intyg');
    const after = await beginner.follow(await beginner.submit('/mina-intyg'));
    expect(serialOn(after.text)).toBe('');
  });

  it('holds for nobody until it stands in the log, and is logged when asked for again', async () => {
    const serial = await ownSerial();
    const { _id, auditNumber, ...certificate } = await stored(serial);
    expect(auditNumber).toBeGreaterThan(0);
    await certificates().deleteOne({ _id });
    await certificates().insertOne({ ...certificate, _id: Types.ObjectId.createFromTime(1) });
    expect((await portal.visitor().get(`/intyg/${serial}`)).status).toBe(404);
    expect(await ownSerial()).toBe(serial);
    expect((await portal.visitor().get(`/intyg/${serial}`)).status).toBe(200);
  });
});

describe('whoever holds a certificate', () => {
  it('sees what the paper says and no more, without signing in', async () => {
    const serial = await ownSerial();
    const { status, text, headers } = await portal.visitor().get(`/intyg/${serial}`);
    const anna = portal.person('1001');
    expect(status).toBe(200);
    expect(headers['x-robots-tag']).toBe('noindex');
    expect(headingOf(text)).toBe('Intyget är äkta');
    expect(text).toContain(nameOf('1001'));
    expect(text).toContain(portal.services.completion.catalogue.modules[0]?.texts.sv.title);
    const { _id, employeeId } = await stored(serial);
    for (const secret of [anna.personalNumber, String(_id), String(employeeId), '1001', '% rätt'])
      expect(text).not.toContain(secret);
  });

  it('may type the serial as it is read, in small letters, with spaces, O for 0', async () => {
    const serial = await ownSerial();
    const typed = serial.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o');
    const found = await portal.visitor().open(`/intyg?nummer=${encodeURIComponent(typed)}`);
    expect(headingOf(found.text)).toBe('Intyget är äkta');
  });

  it('is told when it is no longer valid', async () => {
    const serial = await ownSerial();
    const { validUntil } = await stored(serial);
    await certificates().updateOne({ serial }, { $set: { validUntil: new Date('2020-01-01') } });
    const { text } = await portal.visitor().get(`/intyg/${serial}`);
    expect(text).toContain('gällde bara till och med 1 januari 2020');
    await certificates().updateOne({ serial }, { $set: { validUntil } });
  });

  it('may type anything at all and is told that there is none', async () => {
    const typed = encodeURIComponent(`${'a'.repeat(99)}😀`);
    const asked = await portal.visitor().get(`/intyg?nummer=${typed}`);
    expect(asked.status).toBe(303);
    expect((await portal.visitor().open(`/intyg?nummer=${typed}`)).status).toBe(404);
  });

  it('learns nothing from a wrong serial: one that nobody has and one that is none look alike', async () => {
    const serial = await ownSerial();
    const near = `${serial.slice(0, -1)}${serial.endsWith('7') ? '8' : '7'}`;
    const wrong = [near, serial.slice(0, -1), 'x', '{"$gt":""}', '%00', 'A'.repeat(2000)];
    for (const path of wrong) {
      const { status, text } = await portal.visitor().get(`/intyg/${encodeURIComponent(path)}`);
      expect(status).toBe(404);
      expect(headingOf(text)).toBe('Är intyget äkta?');
      expect(text).not.toContain(nameOf('1001'));
    }
  });
});

describe.skipIf(!pdftotext)('the paper', () => {
  const paperOf = (visitor: Visitor, serial: string) => visitor.get(`/mina-intyg/${serial}.pdf`);

  it('says the name, the modules, the dates and where to see that it is genuine', async () => {
    const serial = await ownSerial();
    const paper = await paperOf(done, serial);
    expect(paper.status).toBe(200);
    expect(paper.headers['content-type']).toBe('application/pdf');
    expect(paper.headers['content-disposition']).toContain(`intyg-${serial}.pdf`);
    const text = execFileSync('pdftotext', ['-', '-'], {
      input: paper.body as Buffer,
      encoding: 'utf8',
    });
    const module = portal.services.completion.catalogue.modules[0]?.texts.sv.title ?? 'none';
    const { validUntil } = await stored(serial);
    const end = validUntil.toLocaleDateString('sv-SE', { dateStyle: 'long' });
    for (const line of [nameOf('1001'), module, end, serial, `${portal.origin}/intyg/${serial}`])
      expect(text).toContain(line);
  });

  it('is for its owner alone', async () => {
    expect((await beginner.get(`/mina-intyg/${await ownSerial()}.pdf`)).status).toBe(404);
  });
});
