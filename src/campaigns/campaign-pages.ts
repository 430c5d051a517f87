import { PortalError } from '../platform/errors.ts';
import type { Translate } from '../platform/i18n.ts';
import type { Campaign } from './campaign-store.ts';
import type { CampaignViews } from './campaign-views.ts';
import type { Campaigns } from './campaigns.ts';

/** What the pages are made with. */
export interface CampaignPages extends Campaigns {
  views: CampaignViews;
  /** Where people go: the whole address, and as it is typed. */
  url: string;
  address: string;
  organisation: { name: string; supportPhone: string };
  /** Letters are in Swedish, whoever prints them. */
  letterText: Translate;
}

/** @throws PortalError NOT_FOUND. */
export const campaignOf = async ({ find }: Campaigns, id: unknown): Promise<Campaign> => {
  const campaign = await find(String(id));
  if (!campaign) throw new PortalError('NOT_FOUND');
  return campaign;
};
