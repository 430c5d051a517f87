import { setTimeout as pause } from 'node:timers/promises';
import type { BrowserPortal } from '../support/browser-portal.ts';
import type { Visitor } from '../support/visitor.ts';

const wave = { dag: '2026-01-02', tid: '07:00', satt: 'must-change' };
const content = { skal: 'attack', omfattning: 'list', sista: '2030-01-31', repetition: '' };

const draft = async (it: Visitor, namn: string, lista: string): Promise<string> => {
  await it.open('/kampanjer/ny');
  const { headers } = await it.submit('/kampanjer/ny', { ...content, namn, lista });
  const at = headers.location ?? '';
  await it.open(`${at}/vag`);
  await it.submit(`${at}/vag`, wave);
  await it.open(at);
  await it.submit(`${at}/provkor`);
  return at;
};

/** Has somebody else approve it, and waits until its only person has been asked. */
const run = async ({ services }: BrowserPortal, at: string): Promise<void> => {
  const { campaigns } = services;
  const id = at.split('/').at(-1) ?? '';
  const { revision } = (await campaigns.find(id)) ?? { revision: -1 };
  await campaigns.approve('bbbbbbbbbbbbbbbbbbbbbbbb', id, revision);
  while (
    (await campaigns.views.stalled(id, (await campaigns.find(id)) ?? never(), '')).length === 0
  )
    await pause(100);
};

const never = (): never => {
  throw new Error('The campaign is gone.');
};

/** Campaigns of IT: one with its dry run, one that runs, about somebody who must get a new login anyhow. */
export const placeCampaigns = async (portal: BrowserPortal, it: Visitor) => {
  const campaign = await draft(it, 'Alla i vården byter', '1001, 1002, 9999');
  const runningCampaign = await draft(it, 'Anna byter', '1001');
  await run(portal, runningCampaign);
  return { campaign, runningCampaign };
};
