import { z } from 'zod';

/** How mail and text messages leave the portal. */
export const messageKeys = {
  MAIL_SMTP_URL: z
    .string()
    .refine((text) => /^smtps?:\/\/[^/?#@]+\/?$/i.test(text) && URL.canParse(text), {
      message: 'must be smtp://HOST:PORT or smtps://HOST:PORT and no more',
    })
    .optional()
    .describe(
      'Mail server: `smtps://HOST:465`, or `smtp://HOST:587` where STARTTLS is required. Without it no mail is sent. See docs/operators.md.',
    ),
  MAIL_SMTP_USER: z
    .string()
    .optional()
    .describe('The portal’s own account there, if it needs one.'),
  MAIL_SMTP_PASSWORD: z.string().optional().describe('Its password.'),
  MAIL_SMTP_PASSWORD_FILE: z.string().optional().describe('File that holds MAIL_SMTP_PASSWORD.'),
  MAIL_SMTP_CA_FILE: z
    .string()
    .optional()
    .describe('Certificate (PEM) of the CA that issued the mail server’s, when it is your own.'),
  MAIL_FROM: z
    .email()
    .optional()
    .describe('Address that mail comes from; its name is the organisation’s.'),
  MAIL_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(5)
    .max(10_000)
    .optional()
    .describe('At most so many mails a minute from each process, where the server takes no more.'),
  SMS_GATEWAY_URL: z
    .string()
    .refine((text) => /^(https:\/\/|http:\/\/(127\.0\.0\.1|localhost)[:/])/.test(text), {
      message: 'must begin with https:// (http:// on this machine only)',
    })
    .refine((text) => URL.canParse(text), { message: 'is no address' })
    .optional()
    .describe('Gateway for text messages, which is posted JSON. Without it none are sent.'),
  SMS_GATEWAY_HEADER: z
    .string()
    .regex(/^[A-Za-z0-9-]+$/, 'must be the name of a header')
    .default('Authorization')
    .describe('Header that carries SMS_GATEWAY_TOKEN.'),
  SMS_GATEWAY_TOKEN: z
    .string()
    .optional()
    .describe('What the gateway knows us by: the whole header, e.g. `Bearer …` or `Basic …`.'),
  SMS_GATEWAY_TOKEN_FILE: z.string().optional().describe('File that holds SMS_GATEWAY_TOKEN.'),
  SMS_GATEWAY_BODY: z
    .string()
    .default('{"to":"{to}","message":"{text}"}')
    .describe('JSON that is posted; `{to}` (as +46…) and `{text}` are replaced in its strings.'),
  MESSAGES_FOLDER: z
    .string()
    .min(1)
    .optional()
    .describe('Demo: folder that takes, as files, the messages that have no other way.'),
  MESSAGE_KEEP_DAYS: z.coerce
    .number()
    .int()
    .min(7)
    .max(3650)
    .default(730)
    .describe('Days that a message to a person is remembered.'),
};
