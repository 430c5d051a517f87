import type { CampaignParts } from './campaign-parts.ts';
import type { Campaign } from './campaign-store.ts';
import { waveOf } from './wave-of.ts';

const atOnce = 500;

/** Whoever has come into the scope since the dry run is in the campaign too. */
const enrolEverybody = async ({ scope, people }: CampaignParts, campaign: Campaign) => {
  for await (const batch of scope.inScope(campaign.scope, atOnce))
    await people.enrol(
      campaign.id,
      batch.map(({ employeeId, unitIds, unitPath, sortName }) => ({
        employeeId,
        unitIds,
        unitPath,
        sortName,
        wave: waveOf(unitPath, campaign.waves),
      })),
    );
};

/** Begins every wave whose time has come; answers the campaign as it is then. */
export const beginWaves = async (parts: CampaignParts, campaign: Campaign): Promise<Campaign> => {
  const { store, audit, now } = parts;
  let current = campaign;
  for (const { number, startsAt, begunAt, method } of campaign.waves) {
    if (begunAt || startsAt > now()) continue;
    await enrolEverybody(parts, campaign);
    const begun = await store.beginWave(campaign.id, number, now());
    if (!begun) continue;
    current = begun;
    const details = { campaign: campaign.id, wave: number, method, rehearsal: campaign.rehearsal };
    await audit.record({ action: 'campaign.wave', result: 'ok', details });
  }
  return current;
};
