export { createCampaigns, type CampaignFeature } from './create-campaigns.ts';
