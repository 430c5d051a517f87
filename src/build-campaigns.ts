import { campaignViewsOf, createCampaigns } from './campaigns/index.ts';
import type { Config } from './config.ts';
import type { Directory } from './directory/index.ts';
import type { createEmployeeStore, createUnitStore } from './employees/index.ts';
import type { Messages } from './messages/index.ts';
import { formats } from './platform/http/page-locals.ts';
import type { I18n } from './platform/i18n.ts';

type Given = Parameters<typeof createCampaigns>[0];

interface Parts extends Pick<Given, 'connection' | 'audit' | 'logger'> {
  config: Config;
  directory: Directory;
  employees: ReturnType<typeof createEmployeeStore>;
  units: ReturnType<typeof createUnitStore>;
  messages: Messages;
  i18n: I18n;
}

/** Campaigns on the organisation's directory; people are told of them in Swedish. */
export const buildCampaigns = ({ config, directory, units, messages, i18n, ...parts }: Parts) => {
  const { organisation, baseUrl, campaignWritesPerSecond: writesPerSecond } = config;
  const address = new URL(baseUrl).host;
  const campaigns = createCampaigns({
    ...parts,
    enforcement: directory.enforcement,
    writesPerSecond,
    reminder: {
      messages,
      t: i18n.sv,
      formatDate: formats.sv.formatDate,
      address,
      supportPhone: organisation.supportPhone,
    },
  });
  const { employees, audit } = parts;
  const views = campaignViewsOf({ ...campaigns.parts, ...campaigns, employees, units, audit });
  return { ...campaigns, views, url: baseUrl, address, organisation, letterText: i18n.sv };
};
