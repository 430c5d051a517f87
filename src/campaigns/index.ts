export { campaignRoutes } from './campaign-routes.ts';
export { campaignViewsOf } from './campaign-views.ts';
export { createCampaigns } from './create-campaigns.ts';
