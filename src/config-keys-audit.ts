import { z } from 'zod';

const positive = z.coerce.number().int().positive();

/** What seals the audit log, and who else is told of it. */
export const auditKeys = {
  AUDIT_KEY: z.string().optional().describe('Key that seals the audit log; 32 bytes or more.'),
  AUDIT_KEY_FILE: z.string().optional().describe('File that holds AUDIT_KEY.'),
  AUDIT_HEAD_FILE: z
    .string()
    .optional()
    .describe(
      'File, elsewhere than the data, that is told how far the audit log has come. See docs/audit.md.',
    ),
  AUDIT_SYSLOG: z
    .string()
    .regex(/^(udp|tcp|tls):\/\/[^/:]+:\d+$|^(udp|tcp|tls):\/\/\[[0-9a-f:]+\]:\d+$/i, {
      message: 'must be udp://HOST:PORT, tcp://HOST:PORT or tls://HOST:PORT',
    })
    .refine((text) => URL.canParse(text), { message: 'has no such host or port' })
    .optional()
    .describe('Syslog server (RFC 5424) that is told the same.'),
  AUDIT_SYSLOG_RECORDS: z
    .enum(['on', 'off'])
    .default('on')
    .describe(
      '`on`: AUDIT_SYSLOG, by TCP or TLS, is told of every record as well, for the SIEM. `off`: only how far the log has come.',
    ),
  AUDIT_HEAD_MINUTES: positive
    .max(1440)
    .default(5)
    .describe('Minutes between two tellings; nothing is told when nothing was recorded.'),
};
