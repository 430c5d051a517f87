import type { Audit } from '../audit/index.ts';
import type { Wave } from './campaign-model.ts';
import type { CampaignPerson } from './campaign-people-store.ts';
import type { Campaign } from './campaign-store.ts';

export interface PersonOutcome {
  result: 'ok' | 'refused' | 'failed';
  /** The directory's own, or what stands for it. */
  code: string;
  cause?: string;
}

interface About {
  campaign: Campaign;
  wave: Pick<Wave, 'number' | 'method'>;
  person: Pick<CampaignPerson, 'employeeId'>;
  controller: string;
  outcome: PersonOutcome;
}

/** What was done to whom, on whose decision, how, why, where and with what result. */
export const recordPerson = (
  { audit }: { audit: Audit },
  { campaign, wave, person, controller, outcome }: About,
): Promise<number> =>
  audit.record({
    action: 'campaign.person',
    actor: campaign.approvedBy ?? undefined,
    target: person.employeeId,
    result: outcome.result,
    code: outcome.code,
    details: {
      campaign: campaign.id,
      wave: wave.number,
      method: wave.method,
      reason: campaign.reason,
      controller,
      ...(outcome.cause && { cause: outcome.cause }),
      ...(campaign.rehearsal && { rehearsal: true }),
    },
  });
