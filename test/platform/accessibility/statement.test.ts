import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { loadConfig } from '../../../src/config.ts';
import { readStatement } from '../../../src/platform/accessibility/read-statement.ts';
import { startTestPortal } from '../../support/portal.ts';

const dir = mkdtempSync(join(tmpdir(), 'statement-'));
const words = (text: string) => ({ sv: `${text} på svenska`, en: `${text} in English` });

const fault = {
  title: words('Film'),
  text: words('Utan text'),
  reason: 'burden',
  criteria: ['1.2.2'],
  known: '2026-10-01',
  mendBy: '2027-01-31',
};

const statement = {
  conformance: 'partial',
  published: '2026-09-01',
  assessed: '2026-10-02',
  method: words('Sett efter'),
  faults: [fault],
};

const write = (content: object): string => {
  const file = join(dir, 'statement.yaml');
  writeFileSync(file, stringify(content));
  return file;
};

describe('the file about accessibility', () => {
  it.each([
    ['a reason that the act does not know', { faults: [{ ...fault, reason: 'time' }] }, 'reason'],
    ['a fault in one language', { faults: [{ ...fault, text: { sv: 'x' } }] }, 'faults.0.text.en'],
    ['full conformance with a fault', { conformance: 'full' }, 'conformance'],
    ['part conformance with no fault', { faults: [] }, 'conformance'],
    ['an assessment before publishing', { assessed: '2026-08-01' }, 'assessed'],
    ['no day', { published: 'i våras' }, 'published'],
    ['a field that means nothing', { fault: [] }, 'fault'],
  ])('with %s is refused, and the place named', (_what, change, place) => {
    expect(() => readStatement(write({ ...statement, ...change }))).toThrow(place);
  });

  it('may say full when what does not work is not the portal’s', () => {
    const faults = [{ ...fault, reason: 'outside' }];
    expect(readStatement(write({ ...statement, conformance: 'full', faults })).faults).toHaveLength(
      1,
    );
  });

  it('that cannot be read stops the start, and is named', () => {
    expect(() => loadConfig({ DATA_DIR: dir, ACCESSIBILITY_FILE: '/finns/inte.yaml' })).toThrow(
      'ACCESSIBILITY_FILE: /finns/inte.yaml',
    );
  });
});

describe('the page about accessibility', () => {
  it('says who answers, how well, each fault with its reason and days, how it was tested, and whom to turn to', async () => {
    const portal = await startTestPortal({
      environment: {
        ACCESSIBILITY_FILE: write(statement),
        ACCESSIBILITY_MAIL: 'tillganglig@norrstrand.example',
        ACCESSIBILITY_AUTHORITY: 'Tillsynsverket',
        ACCESSIBILITY_AUTHORITY_URL: 'https://tillsyn.example/anmal',
      },
    });
    const { text } = await portal.visitor('en').get('/tillganglighet');
    const sv = (await portal.visitor().get('/tillganglighet')).text;
    await portal.close();
    for (const said of [
      'Norrstrands kommun is responsible for Säkerhetsporten',
      'follows the act in part',
      'Film in English',
      'Utan text in English',
      'cost out of all proportion',
      '1.2.2',
      '1 October 2026',
      '31 January 2027',
      'Sett efter in English',
      '2 October 2026',
      '1 September 2026',
      'href="mailto:tillganglig@norrstrand.example"',
      'href="tel:',
      'href="https://tillsyn.example/anmal">Tillsynsverket<',
    ])
      expect(text).toContain(said);
    for (const said of ['följer lagen delvis', 'Film på svenska', '31 januari 2027'])
      expect(sv).toContain(said);
  });
});
