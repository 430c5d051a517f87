import { createFolderSender } from './folder-sender.ts';
import type { Channel } from './message.ts';
import type { Sender } from './sender.ts';
import { createSmsSender, type SmsSettings } from './sms-sender.ts';
import { createSmtpSender, type SmtpSettings } from './smtp-sender.ts';

export interface SenderSettings {
  smtp: SmtpSettings | undefined;
  sms: SmsSettings | undefined;
  /** Demo: a folder that takes what has no other way. */
  folder: string | undefined;
}

/** The ways to send that are set up. */
export const createSenders = (settings: SenderSettings): Partial<Record<Channel, Sender>> => {
  const { smtp, sms } = settings;
  const folder = settings.folder === undefined ? undefined : createFolderSender(settings.folder);
  const mail = smtp ? createSmtpSender(smtp) : folder;
  const text = sms ? createSmsSender(sms) : folder;
  return { ...(mail && { mail }), ...(text && { sms: text }) };
};
