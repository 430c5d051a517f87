import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';
import { expect, test } from 'vitest';
import { openPdf } from '../../src/platform/pdf/open-pdf.ts';
import { pdfFaults } from '../support/pdf-faults.ts';

const about = { language: 'sv', title: 'Lista', author: 'Porten', madeAt: new Date() } as const;

test('a plain PDF lacks what PDF/UA asks for, each named', async () => {
  const pdf = new PDFDocument();
  pdf.text('Hej');
  pdf.end();
  expect(pdfFaults(await buffer(pdf))).toEqual([
    'is not marked',
    'has no structure',
    'has no language',
    'does not show its title',
    'does not say that it is PDF/UA',
    'has no title',
    'a page is not in the structure',
    'shows what is not tagged',
    'a font is not embedded',
  ]);
});

test.each([
  ['text beside the structure', 'shows what is not tagged'],
  ['a picture without words', 'a picture is not told in words'],
  ['a heading of a table that heads nothing', 'a heading heads nothing'],
])('%s is found in a paper of ours', async (what, fault) => {
  const { pdf, root } = await openPdf(about);
  pdf.font('regular');
  root.add(pdf.struct('P', {}, () => pdf.text('Hej')));
  if (what.startsWith('text')) pdf.text('utanför');
  if (what.startsWith('a picture'))
    root.add(pdf.struct('Figure', {}, () => pdf.rect(0, 0, 9, 9).fill()));
  if (what.startsWith('a heading')) root.add(pdf.struct('TH', {}, () => pdf.text('Namn')));
  root.end();
  pdf.end();
  expect(pdfFaults(await buffer(pdf))).toEqual([fault]);
});
