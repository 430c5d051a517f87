import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { faultCode, messageHash, type OutgoingMessage, type Sender } from './sender.ts';

const fileName = ({ key, queuedAt }: OutgoingMessage) =>
  `${queuedAt.toISOString().replaceAll(':', '.')} ${messageHash(key).slice(0, 8)}.txt`;

const content = ({ to, subject, text, queuedAt }: OutgoingMessage) =>
  `${[`Date: ${queuedAt.toISOString()}`, `To: ${to}`, `Subject: ${subject}`].join('\n')}\n\n${text}\n`;

/** Sends nothing: a file for each message, so that whoever tries the demo can read them. */
export const createFolderSender = (folder: string): Sender => ({
  send: async (message) => {
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(join(folder, fileName(message)), content(message), { mode: 0o600 });
      return { kind: 'sent' };
    } catch (error) {
      return { kind: 'down', code: faultCode(error) };
    }
  },
  close: () => undefined,
});
