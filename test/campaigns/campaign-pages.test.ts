import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';

describe('campaigns, as IT sees them', () => {
  let portal: TestPortal;
  let maker: Visitor;
  let other: Visitor;
  beforeAll(async () => {
    portal = await startTestPortal();
    const people = portal.services.store.connection.collection('employees');
    await people.updateOne({ employeeNumbers: '3003' }, { $addToSet: { roles: 'it' } });
    maker = await portal.signInAndReset('3002');
    other = await portal.signInAndReset('3003');
  }, 60_000);
  afterAll(() => portal.close());

  const content = {
    namn: 'Sex personer byter',
    skal: 'attack',
    omfattning: 'list',
    lista: '1001, 1002 1003\n1004;1005;fia.falk@norrstrand.example',
    repetition: '',
  };
  const wave = { dag: '2026-01-02', tid: '07:00', satt: 'must-change' };

  const make = async (form: Record<string, string | string[]> = {}, waves = [wave]) => {
    await maker.open('/kampanjer/ny');
    const made = await maker.submit('/kampanjer/ny', { ...content, ...form });
    const at = made.headers.location ?? '';
    for (const one of waves) {
      await maker.open(`${at}/vag`);
      await maker.submit(`${at}/vag`, one);
    }
    await maker.open(at);
    return at;
  };
  const tried = async (at: string) => maker.follow(await maker.submit(`${at}/provkor`));
  const revisionIn = (page: string): string =>
    /name="revision" value="(\d+)"/.exec(page)?.[1] ?? '';
  const approve = async (at: string) => {
    const { text } = await other.open(at);
    return other.follow(await other.submit(`${at}/godkann`, { revision: revisionIn(text) }));
  };
  const until = async (at: string, words: string) =>
    expect.poll(async () => (await maker.open(at)).text, { timeout: 20_000 }).toContain(words);

  test('from draft to letters: made by one, approved by another, followed by both', async () => {
    const at = await make({ sista: '2030-01-31', beskrivning: 'Efter angreppet.' });
    const trial = await tried(at);
    expect(trial.text).toContain('Provkörd');
    expect(trial.text).toContain('Någon annan i IT måste godkänna den.');
    expect(trial.text).not.toContain('Godkänn kampanjen');
    const own = await maker.follow(await maker.submit(`${at}/godkann`, { revision: '2' }));
    expect(own.text).toContain('Du har själv gjort eller ändrat kampanjen.');

    await approve(at);
    await until(at, 'Visa vilka');
    const asked = async () =>
      (await maker.open(`${at}/kvar`)).text.match(/Har inte bytt än/g)?.length;
    await expect.poll(asked, { timeout: 20_000 }).toBe(6);
    const list = await maker.open(`${at}/kvar`);
    expect(list.text).toContain('6 personer');
    expect(list.text).toContain('href="tel:+46701740605"');

    const csv = await maker.get(`${at}/kvar.csv`, 'text/csv');
    const [heading, first] = csv.text.replace('\uFEFF', '').split('\r\n');
    expect(heading).toBe(
      'Anställningsnummer;Efternamn;Förnamn;Enhet;Användarnamn;Mobil;Våg;Läge;Orsak',
    );
    expect(first).toContain(';1;Har inte bytt än;');
    expect(csv.text).not.toMatch(/19911\d{7}/);

    const letters = await maker.get(`${at}/brev.pdf`, 'application/pdf');
    expect(letters.headers['content-type']).toContain('application/pdf');
    expect((letters.body as Buffer).subarray(0, 5).toString()).toBe('%PDF-');

    for (const [step, state] of [
      ['pausa', 'Pausad'],
      ['fortsatt', 'Pågår'],
      ['avsluta', 'Avslutad'],
    ] as const) {
      await maker.open(at);
      expect((await maker.follow(await maker.submit(`${at}/${step}`))).text).toContain(state);
    }
  });

  test('whoever the campaign has locked gets a new login first, and then counts as done', async () => {
    const anna = await portal.signInAndReset('1001');
    const at = await make({ namn: 'Bara Anna', lista: '1001' });
    await tried(at);
    await approve(at);
    await expect
      .poll(async () => (await anna.get('/kurs')).headers.location ?? '', { timeout: 20_000 })
      .toContain('/losenord');
    expect((await maker.open(`${at}/kvar`)).text).toContain('1 person');
    const campaigns = portal.services.store.connection.collection('campaigns');
    const answer = await portal.identify(anna, '/auth/stepup?syfte=reset', portal.person('1001'));
    await anna.follow(answer);
    await anna.follow(
      await anna.submit('/losenord/nytt', { password: 'torsk lykta bastu nordan' }),
    );
    await campaigns.updateMany({}, { $set: { refreshedAt: new Date(0) } });
    await expect
      .poll(async () => (await maker.open(`${at}/kvar`)).text, { timeout: 20_000 })
      .toContain('Ingen är kvar');
    await maker.open(at);
    await maker.submit(`${at}/avsluta`);
  });

  test('a form with faults keeps what was typed and names each fault', async () => {
    await maker.open('/kampanjer/ny');
    const answer = await maker.submit('/kampanjer/ny', {
      ...content,
      namn: '',
      sista: '2020-01-01',
      lista: '199112102380',
      beskrivning: 'Det jag skrev',
    });
    expect(answer.status).toBe(422);
    for (const words of ['Skriv vad kampanjen ska heta', 'redan varit', 'innehåller personnummer'])
      expect(answer.text).toContain(words);
    expect(answer.text).toContain('Det jag skrev');

    const at = await make({}, []);
    await maker.open(`${at}/vag`);
    const bad = await maker.submit(`${at}/vag`, { dag: '2026-13-40', tid: 'sju', satt: '' });
    expect(bad.status).toBe(422);
    await maker.submit(`${at}/vag`, wave);
    await maker.open(`${at}/vag`);
    const second = await maker.submit(`${at}/vag`, wave);
    expect(second.text).toContain('Det finns redan en våg för alla övriga');
  });

  test('a list comes as a file too, with whatever encoding; unknown names are told', async () => {
    const { text } = await maker.open('/kampanjer/ny');
    const form = new FormData();
    const fields = { ...content, namn: 'Ur fil', lista: '' };
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    for (const name of ['_csrf', '_owner']) form.append(name, maker.hidden(text, name));
    const file = Buffer.from(
      'Anställningsnummer;Namn\r\n1001;Anna\r\n1002;Bo\r\n8888;Ingen\r\n',
      'latin1',
    );
    form.append('fil', new Blob([file]), 'lista.csv');
    const cookie = [...maker.cookies].map((pair) => pair.join('=')).join('; ');
    const answer = await fetch(`${portal.origin}/kampanjer/ny`, {
      method: 'POST',
      body: form,
      headers: { cookie },
      redirect: 'manual',
    });
    expect(answer.status).toBe(303);
    const at = answer.headers.get('location') ?? '';
    await maker.open(`${at}/vag`);
    await maker.submit(`${at}/vag`, wave);
    await maker.open(at);
    const page = await tried(at);
    expect(page.text).toContain('1 i listan hittades inte: 8888');
  });

  test('whoever cannot be reset is listed with the cause, on the page and in a file', async () => {
    const people = portal.services.store.connection.collection('employees');
    const dana = await people.findOne({ employeeNumbers: '1004' });
    await people.updateOne({ employeeNumbers: '1004' }, { $unset: { personKey: 1 } });
    const at = await make({ namn: 'Med hinder' });
    const page = await tried(at);
    await people.updateOne(
      { employeeNumbers: '1004' },
      { $set: { personKey: dana?.personKey as string } },
    );
    expect(page.text).toContain('<strong>1</strong> – personnummer saknas');
    expect(page.text).toContain(`${at}/hinder.csv`);
    const csv = await maker.get(`${at}/hinder.csv`, 'text/csv');
    const [, ...rows] = csv.text.trim().split('\r\n');
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatch(/^1004;.*;personnummer saknas/);
    await maker.open(at);
    await maker.submit(`${at}/avsluta`);
  });

  test('figures that the directory has not confirmed for a while are said to be old', async () => {
    const at = await make({ namn: 'Katalogen borta', lista: '1003' });
    await tried(at);
    await approve(at);
    await until(at, 'Katalogen lästes');
    expect((await maker.open(at)).text).not.toContain('Katalogen svarar inte just nu');
    const campaigns = portal.services.store.connection.collection('campaigns');
    const longAgo = new Date(Date.now() - 10 * 60_000);
    await campaigns.updateOne(
      { name: 'Katalogen borta' },
      { $set: { refreshedThrough: longAgo, refreshedAt: new Date() } },
    );
    expect((await maker.open(at)).text).toContain('Katalogen svarar inte just nu');
    await maker.submit(`${at}/avsluta`);
  });

  test('exceptions and the list of what the portal cannot do say who and when', async () => {
    const at = await make({ namn: 'Med undantag', repetition: 'ja' });
    const page = await tried(at);
    expect(page.text).toContain('Det här är en repetition');
    const exempt = { nummer: '1002', orsak: 'Opererar', till: '2030-01-01' };
    await maker.open(`${at}/undantag`);
    expect((await maker.submit(`${at}/undantag`, { ...exempt, nummer: '8888' })).text).toContain(
      'Ingen som arbetar här har det numret',
    );
    await maker.open(`${at}/undantag`);
    const kept = await maker.follow(await maker.submit(`${at}/undantag`, exempt));
    expect(kept.text).toContain('Opererar');
    const gone = await maker.follow(await maker.submit(`${at}/undantag/bort`, { nummer: '1002' }));
    expect(gone.text).toContain('Ingen är undantagen');

    const early = await maker.submit(`${at}/checklista`, { punkt: 'krbtgt-second' });
    expect((await maker.follow(early)).text).toContain('Vänta minst tio timmar');
    const first = await maker.submit(`${at}/checklista`, { punkt: 'krbtgt-first' });
    expect((await maker.follow(first)).text).toMatch(/Klart 20\d\d-[^<]*Is, Ivar/);
  });

  test('a campaign that does not exist, and one with an odd name, is not found', async () => {
    for (const id of ['0123456789abcdef01234567', 'x', '%2e%2e'])
      expect((await maker.get(`/kampanjer/${id}`)).status).toBe(404);
    const hr = await portal.signInAndReset('3001');
    expect((await hr.get('/kampanjer')).status).toBe(403);
  });
});
