import { z } from 'zod';
import { auditKeys } from './config-keys-audit.ts';
import { codeKeys } from './config-keys-codes.ts';
import { directoryKeys } from './config-keys-directory.ts';
import { messageKeys } from './config-keys-messages.ts';
import { organisationKeys } from './config-keys-organisation.ts';
import { reminderKeys } from './config-keys-reminders.ts';
import { retentionKeys } from './config-keys-retention.ts';
import { samlKeys } from './config-keys-saml.ts';

const port = z.coerce.number().int().min(0).max(65535);
const positive = z.coerce.number().int().positive();

/** What a browser shows before the first slash; nothing of it may be lost or left over. */
const origin = z
  .url({ protocol: /^https?$/, abort: true })
  .refine((text) => URL.parse(text)?.href === `${URL.parse(text)?.origin ?? ''}/`, {
    message: 'must be https://HOST or https://HOST:PORT and no more',
  })
  .transform((text) => new URL(text).origin);

/**
 * Every key the portal reads from its environment. A secret can be given as `NAME` or, better, as
 * `NAME_FILE`, the path of a file that holds it.
 */
export const keys = z.object({
  PORTAL_MODE: z
    .enum(['demo', 'production'])
    .default('demo')
    .describe(
      '`demo`: loopback only, secrets made at first start. `production`: nothing is assumed.',
    ),
  HOST: z
    .string()
    .optional()
    .describe('Address to listen on. Demo: always 127.0.0.1. Production: 0.0.0.0.'),
  PORT: port.default(3000).describe('Port to listen on.'),
  BASE_URL: origin
    .optional()
    .describe('Address in the browser, https in production. Demo: http://localhost:PORT.'),
  TRUST_PROXY: z.coerce
    .number()
    .int()
    .min(0)
    .default(0)
    .describe('Number of TLS proxies in front of the portal.'),
  DATA_DIR: z
    .string()
    .min(1)
    .default('./data')
    .describe('Folder of the embedded store, and of the demo’s keys.'),
  COURSES_DIR: z
    .string()
    .min(1)
    .optional()
    .describe('Folder of the course’s modules. Default: the portal’s own, content/courses.'),
  COURSE_DUE: z.iso
    .date()
    .optional()
    .describe('Day by which everybody must have done the course, e.g. `2026-12-12`.'),
  COURSE_NEW_STARTER_DAYS: positive
    .max(3650)
    .default(14)
    .describe('Days that a person has from the day they came into the roster, if that is later.'),
  ASSIGNMENT_RULES_FILE: z
    .string()
    .optional()
    .describe(
      'File of rules for who takes which modules, until when and how often. Default: everybody, once. See docs/rules.md.',
    ),
  COURSE_ORDER: z
    .enum(['recommended', 'required'])
    .default('recommended')
    .describe('`required`: a module opens when the one before it is done.'),
  COURSE_CERTIFICATE_DAYS: positive
    .max(3650)
    .default(365)
    .describe('Days that a certificate is valid from when the last module was done.'),
  COURSE_PRETEST: z
    .enum(['off', 'on'])
    .default('off')
    .describe(
      '`on`: whoever passes a test before a module’s pages need not read them, only do its exercise and check.',
    ),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, 'must begin with mongodb:// or mongodb+srv://')
    .optional()
    .describe('A MongoDB to use instead of the embedded store.'),
  WEB_CONCURRENCY: positive
    .max(64)
    .default(1)
    .describe('Processes that serve on this machine, sharing one store and one port.'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])
    .default('info')
    .describe('Least grave line that is logged.'),
  SESSION_SECRET: z.string().optional().describe('Signs the session cookie; 32 bytes or more.'),
  SESSION_SECRET_FILE: z.string().optional().describe('File that holds SESSION_SECRET.'),
  SESSION_IDLE_MINUTES: positive
    .max(240)
    .default(20)
    .describe('Minutes without a request before a session ends.'),
  SESSION_MAX_HOURS: positive
    .max(24)
    .default(12)
    .describe('Hours after which a session ends, however much it is used.'),
  BREAK_GLASS: z
    .enum(['off', 'on'])
    .default('off')
    .describe(
      '`on`: named people of IT can sign in by a sealed code while no identity provider can be used. See docs/operators.md.',
    ),
  ...codeKeys,
  PERSON_KEY: z
    .string()
    .optional()
    .describe('Key under which personal numbers are stored as HMAC; 32 bytes or more.'),
  PERSON_KEY_FILE: z
    .string()
    .optional()
    .describe('File that holds PERSON_KEY; outside DATA_DIR in production.'),
  PERSON_KEY_ID: z
    .string()
    .regex(/^[a-z0-9-]{1,16}$/)
    .default('k1')
    .describe('Name of PERSON_KEY; a new key has a new name.'),
  ...auditKeys,
  ...samlKeys,
  ...directoryKeys,
  ...messageKeys,
  ...reminderKeys,
  ...retentionKeys,
  ROSTER_HEADINGS: z
    .string()
    .optional()
    .describe('Other headings in the roster, as `Standard=Own;…`, e.g. `Enhet=Organisation`.'),
  ROSTER_MAX_MB: positive
    .max(200)
    .default(20)
    .describe(
      'Megabytes that a roster may have which is sent by a browser or lies in ROSTER_FOLDER.',
    ),
  ROSTER_FOLDER: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Folder into which the HR system puts its export (CSV); the portal imports it and moves it to done or failed there.',
    ),
  ROSTER_FOLDER_MINUTES: positive
    .max(1440)
    .default(5)
    .describe('Minutes between two looks into ROSTER_FOLDER.'),
  ...organisationKeys,
});

export type Keys = z.infer<typeof keys>;
