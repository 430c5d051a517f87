import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Attribute, Change, Client } from 'ldapts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditOf } from '../auth/watch-portal.ts';
import { samba } from '../support/peers.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { startSamba, type Samba } from '../support/samba.ts';
import {
  administratorPassword,
  domainDn,
  helperDn,
  helperPassword,
} from '../support/samba-world.ts';
import { createTestCa } from '../support/test-ca.ts';
import type { Visitor } from '../support/visitor.ts';
import { codeOn, collection, enter, idOf } from './codes-world.ts';

/** One unit of the test domain's people; each account has something of its own in the directory. */
const roster = `Anställningsnummer;Personnummer;Förnamn;Efternamn;E-post;Mobil;Enhet;Chef;Roller;Slutdatum
1001;199112102380;Anna;Åström;anna@norrstrand.example;;Hemtjänst;2001;;
1020;199112102398;Bo;Öberg;bo@norrstrand.example;;Hemtjänst;2001;;
1021;199112112389;Cilla;Ängman;cilla@norrstrand.example;;Hemtjänst;2001;;
1007;199112122396;Skyddad;Person;skyddad@norrstrand.example;;Hemtjänst;2001;;
1009;199112142394;Dubbel;Person;dubbel@norrstrand.example;;Hemtjänst;2001;;
4711;199112152393;Ingen;Inloggning;ingen@norrstrand.example;;Hemtjänst;2001;;
2001;199112162384;Gun;Granit;gun@norrstrand.example;;Hemtjänst;;chef;
`;

describe.skipIf(!samba)(
  'two colleagues, with a real domain controller',
  { timeout: 90_000 },
  () => {
    let portal: TestPortal;
    let controller: Samba;
    let bo: Visitor;
    let cilla: Visitor;
    const dir = mkdtempSync(join(tmpdir(), 'portal-ca-'));
    beforeAll(async () => {
      const ca = await createTestCa();
      controller = await startSamba({ ca });
      writeFileSync(join(dir, 'ca.pem'), ca.certificatePem);
      portal = await startTestPortal({
        roster,
        environment: {
          VOUCHING: 'unit',
          DIRECTORY: 'ad',
          DIRECTORY_URLS: controller.url,
          DIRECTORY_CA_FILE: join(dir, 'ca.pem'),
          DIRECTORY_BASE: domainDn,
          DIRECTORY_BIND_DN: helperDn,
          DIRECTORY_BIND_PASSWORD: helperPassword,
        },
      });
      await collection(portal, 'employees').updateMany({}, { $set: { resetRequiredSince: null } });
      [bo, cilla] = await Promise.all([portal.signIn('1020'), portal.signIn('1021')]);
    }, 120_000);
    afterAll(async () => {
      await portal.close();
      await controller.close();
      rmSync(dir, { recursive: true });
    });

    const vouch = async (who: Visitor, nummer: string) => {
      await collection(portal, 'rate-limits').deleteMany({});
      await who.get('/intyga');
      return who.submit('/intyga/intygat', { nummer, sakert: '1' });
    };

    test.each([
      ['whom the directory protects (adminCount)', '1007'],
      ['who has several accounts', '1009'],
      ['who has none', '4711'],
    ])('cannot vouch for one %s', async (_whom, number) => {
      for (const colleague of [bo, cilla]) {
        const asked = await colleague.submit('/intyga', { nummer: number });
        expect([asked.status, asked.text.includes('Be personen ringa IT-support')]).toEqual([
          422,
          true,
        ]);
        expect((await vouch(colleague, number)).status).toBe(422);
        expect((await auditOf(portal))[0]).toMatchObject({
          action: 'vouch.refused',
          code: 'VOUCH_ACCOUNT',
          target: await idOf(portal, number),
        });
      }
      expect(await collection(portal, 'vouches').countDocuments()).toBe(0);
    });

    test('vouch for one with a plain account, who gets a new password there', async () => {
      await vouch(bo, '1001');
      const code = codeOn((await vouch(cilla, '1001')).text);
      await collection(portal, 'sign-in-codes').updateMany({}, { $set: { worksFrom: new Date() } });
      const anna = portal.visitor().always('Origin', portal.origin);
      expect((await enter(portal, '1001', code, anna)).headers.location).toBe('/losenord');
      const before = (await controller.passwordWrites())['1001'] ?? 0;
      await anna.get('/losenord/nytt');
      const password = 'Kvist salt nordan 7';
      const changed = await anna.submit('/losenord/nytt', { password });
      expect(changed.headers.location).toBe('/losenord/klart');
      expect((await controller.passwordWrites())['1001']).toBe(before + 1);
    });

    test('whose colleague gets protected between the first word and the second get no code', async () => {
      await vouch(bo, '1001');
      const { directory } = portal.services.codes;
      const account = await directory.findAccount({ login: 'x', employeeNumbers: ['1001'] });
      const administrator = new Client({
        url: controller.url,
        tlsOptions: { ca: readFileSync(join(dir, 'ca.pem')) },
      });
      await administrator.bind(`CN=Administrator,CN=Users,${domainDn}`, administratorPassword);
      const modification = new Attribute({ type: 'adminCount', values: ['1'] });
      await administrator.modify(
        account?.id ?? '',
        new Change({ operation: 'replace', modification }),
      );
      await administrator.unbind();
      expect((await vouch(cilla, '1001')).status).toBe(422);
      expect(await collection(portal, 'sign-in-codes').countDocuments({ usedAt: null })).toBe(0);
    });

    test('are told to come back, and nothing is lost, while no controller answers', async () => {
      await controller.kill();
      const { status, text } = await vouch(bo, '1021');
      expect([status, text.includes('Systemet för lösenord svarar inte')]).toEqual([503, true]);
      await controller.startAgain();
      expect((await vouch(bo, '1021')).text).toContain('Nu behövs en kollega till');
    });
  },
);
