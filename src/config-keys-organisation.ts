import { z } from 'zod';

/** Whose portal it is, whom to turn to, and who supervises it. */
export const organisationKeys = {
  ORG_NAME: z.string().default('Norrstrands kommun').describe('The organisation’s name.'),
  ORG_PRODUCT: z.string().default('Säkerhetsporten').describe('What the portal is called.'),
  ORG_PLACE: z
    .string()
    .default('Norrstrand')
    .describe('The place’s name, which no password may contain.'),
  ORG_COLOR: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'must be a colour as #rrggbb')
    .transform((text) => text.toLowerCase())
    .optional()
    .describe(
      'The organisation’s colour as #rrggbb, for buttons and links; refused when its contrast is too low for WCAG 2.2 AA.',
    ),
  ORG_LOGO_FILE: z
    .string()
    .optional()
    .describe(
      'The organisation’s logo (SVG or PNG, at most 100 kB), shown beside its name and as the page’s icon.',
    ),
  ORG_SUPPORT_PHONE: z.string().min(1).optional().describe('Whom to call. Demo: 0980-319 250.'),
  ORG_ALARM_PHONE: z
    .string()
    .min(1)
    .optional()
    .describe(
      'The number that is answered day and night, also when everything inside is down. Demo: 0980-319 200.',
    ),
  ORG_REPORT_MAIL: z
    .email()
    .optional()
    .describe('Where staff send a suspicious mail on. Demo: anmal@norrstrand.example.'),
  ACCESSIBILITY_FILE: z
    .string()
    .optional()
    .describe(
      'What the accessibility statement says of the portal: faults, dates and method, as in content/accessibility.yaml.',
    ),
  ACCESSIBILITY_MAIL: z
    .email()
    .optional()
    .describe(
      'Where somebody can write about what is not accessible, besides the support’s phone.',
    ),
  ACCESSIBILITY_AUTHORITY: z
    .string()
    .default('Myndigheten för digital förvaltning (Digg)')
    .describe('The authority that supervises the act on accessibility to digital public service.'),
  ACCESSIBILITY_AUTHORITY_URL: z
    .url({ protocol: /^https$/ })
    .default('https://www.digg.se/tdosanmalan')
    .describe('Where its supervision is asked for.'),
  PRIVACY_AUTHORITY: z
    .string()
    .default('Integritetsskyddsmyndigheten (IMY)')
    .describe('The authority that supervises how personal data is handled.'),
  PRIVACY_AUTHORITY_URL: z
    .url({ protocol: /^https$/ })
    .default('https://www.imy.se')
    .describe('Where a complaint to it is made.'),
  ORG_SUPPORT_HOURS: z.string().default('alla dagar 06–22').describe('When, in Swedish.'),
  ORG_SUPPORT_HOURS_EN: z.string().default('every day 06–22').describe('When, in English.'),
};
