import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAuditLog } from '../../src/audit/index.ts';
import { createPersonKey } from '../../src/platform/personal-number.ts';
import { indexesReady } from '../../src/platform/store-connection.ts';
import { importRoster, rosterDeps } from '../../src/roster/index.ts';
import { smallRoster, strangersPersonalNumber } from '../support/small-roster.ts';
import { openCampaignWorld, type CampaignWorld } from './campaign-world.ts';

let world: CampaignWorld;
let clock = new Date('2026-11-24T07:00:00Z');
beforeAll(async () => {
  world = await openCampaignWorld({ people: 0, now: () => clock });
});
afterAll(() => world.close());

const importFile = async (file: string) => {
  const deps = rosterDeps(world.connection, {
    audit: createAuditLog(world.connection, randomBytes(32)),
    personKey: createPersonKey(Buffer.alloc(32, 1), 'k1'),
  });
  await indexesReady(world.connection);
  return importRoster(deps, Buffer.from(file), { allowLeavers: true });
};

/** By employee number, however the person came into the campaign. */
const statesByNumber = async (id: string): Promise<Record<string, string>> => {
  const people = await world.campaigns.parts.people.read({ campaignId: id });
  const known = await world.campaigns.parts.scope.byId(people.map(({ employeeId }) => employeeId));
  return Object.fromEntries(
    people.map(({ employeeId, wave, state }) => [
      known.get(employeeId)?.employeeNumbers[0] ?? employeeId,
      `${wave} ${state}`,
    ]),
  );
};

test('a roster import between two waves takes along who is new and leaves out who has left', async () => {
  await importFile(smallRoster);
  const units = await world.connection
    .collection('units')
    .find({ name: 'Hemtjänst norr' })
    .toArray();
  const north = String(units[0]?._id);
  const later = new Date(clock.getTime() + 3_600_000);
  const id = await world.approved({}, [
    { startsAt: clock, method: 'must-change', unitIds: [north] },
    { startsAt: later, method: 'must-change', unitIds: [] },
  ]);
  await world.campaigns.runner.tick();
  expect(await statesByNumber(id)).toMatchObject({
    1001: '1 written',
    1002: '1 written',
    1003: '2 waiting',
    1004: '2 waiting',
  });

  const [heading = '', ...rows] = smallRoster.trim().split('\n');
  const left = rows.filter((row) => !/^100[24];/.test(row));
  const moved = left.map((row) => row.replace(/Hemtjänst norr(?=;2001;;$)/, 'Hemtjänst söder'));
  const hired = `1099;${strangersPersonalNumber};Nora;Ny;nora.ny@norrstrand.example;;Utbildning / Strandskolan;2004;;`;
  await importFile([heading, ...moved, hired, ''].join('\n'));
  clock = later;
  await world.campaigns.runner.tick();
  clock = new Date(clock.getTime() + 31_000);
  await world.campaigns.runner.tick();
  expect(await statesByNumber(id)).toMatchObject({
    1001: '1 written',
    1002: '1 left',
    1003: '2 written',
    1004: '2 left',
    1099: '2 written',
  });
  const written = await world.audited('campaign.person');
  const targets = written.map(({ target }) => String(target));
  expect(new Set(targets).size).toBe(targets.length);
});
