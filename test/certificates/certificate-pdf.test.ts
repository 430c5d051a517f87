import { execFileSync } from 'node:child_process';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { certificatePdf, type CertificatePaper } from '../../src/certificates/certificate-pdf.ts';
import { pdfFaults } from '../support/pdf-faults.ts';
import { pdftotext } from '../support/peers.ts';

const paper: CertificatePaper = {
  language: 'sv',
  title: 'Intyg',
  issuer: 'Norrstrands kommun, Säkerhetsporten',
  lead: 'Har gjort klart kursen:',
  name: 'Zoë Wójcik-Şahin Đặng Åström',
  facts: [['Klar', '28 november 2026']],
  modulesTitle: 'Moduler',
  modules: Array.from({ length: 60 }, (_, index) => `Modul nummer ${index + 1} med ett namn`),
  verify: 'Se att det är äkta:',
  address: 'https://portal.example/intyg/X',
};

const read = (program: string, options: string[], pdf: Buffer): string =>
  execFileSync(program, options, { input: pdf, encoding: 'utf8' });

describe.skipIf(!pdftotext)('the PDF of a certificate', () => {
  it('says every line in its order, on as many sheets as it needs, whatever letters a name has', async () => {
    const text = read(
      'pdftotext',
      ['-', '-'],
      await buffer(await certificatePdf(paper, new Date())),
    );
    const lines = [
      paper.issuer,
      paper.title,
      paper.lead,
      paper.name,
      'Klar: 28 november 2026',
      paper.modulesTitle,
      ...paper.modules,
      paper.verify,
      paper.address,
    ];
    const places = lines.map((line) => text.indexOf(`${line}\n`));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('is tagged, with language and title, and carries its fonts', async () => {
    const pdf = await buffer(await certificatePdf(paper, new Date()));
    const info = read('pdfinfo', ['-'], pdf);
    expect(info).toMatch(/Tagged: +yes/);
    expect(info).toMatch(/Title: +Intyg/);
    const tags = read('pdfinfo', ['-struct', '-'], pdf);
    for (const tag of ['Document', 'H1', 'H2', 'P', 'L', 'LI', 'LBody'])
      expect(tags).toMatch(new RegExp(`^ *${tag}\\b`, 'm'));
    expect(pdf.toString('latin1')).toContain('/Lang (sv)');
    expect(read('pdfinfo', ['-meta', '-'], pdf)).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(pdf.toString('latin1')).toContain('/DisplayDocTitle true');
    expect(pdf.toString('latin1')).not.toContain('/Helvetica');
    expect(pdfFaults(pdf)).toEqual([]);
  });
});
