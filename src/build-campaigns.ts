import { createCampaigns } from './campaigns/index.ts';
import type { Config } from './config.ts';
import type { Directory } from './directory/index.ts';
import type { Messages } from './messages/index.ts';
import { formats } from './platform/http/page-locals.ts';
import type { I18n } from './platform/i18n.ts';

type Given = Parameters<typeof createCampaigns>[0];

interface Parts extends Pick<Given, 'connection' | 'employees' | 'audit' | 'logger'> {
  config: Config;
  directory: Directory;
  messages: Messages;
  i18n: I18n;
}

/** Campaigns on the organisation's directory; people are reminded in Swedish. */
export const buildCampaigns = ({ config, directory, messages, i18n, ...parts }: Parts) =>
  createCampaigns({
    ...parts,
    enforcement: directory.enforcement,
    writesPerSecond: config.campaignWritesPerSecond,
    reminder: {
      messages,
      t: i18n.sv,
      formatDate: formats.sv.formatDate,
      address: new URL(config.baseUrl).host,
      supportPhone: config.organisation.supportPhone,
    },
  });
