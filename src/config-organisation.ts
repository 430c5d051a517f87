import type { Keys } from './config-keys.ts';

/** A phone number that is never broken over two lines. */
const onOneLine = (phone: string) => phone.replaceAll(' ', '\u00a0').replaceAll('-', '\u2011');

/** What the demo says, and no real organisation may. */
const demo = {
  supportPhone: '0980-319 250',
  alarmPhone: '0980-319 200',
  reportMail: 'anmal@norrstrand.example',
};

/** What pages and course say of the organisation itself. */
export const organisationConfig = (env: Keys) => ({
  name: env.ORG_NAME,
  product: env.ORG_PRODUCT,
  place: env.ORG_PLACE,
  supportPhone: onOneLine(env.ORG_SUPPORT_PHONE ?? demo.supportPhone),
  alarmPhone: onOneLine(env.ORG_ALARM_PHONE ?? demo.alarmPhone),
  reportMail: env.ORG_REPORT_MAIL ?? demo.reportMail,
  supportHours: { sv: env.ORG_SUPPORT_HOURS, en: env.ORG_SUPPORT_HOURS_EN },
});

/** In production nobody is told to call the numbers of the demo. */
export const organisationProblems = (env: Keys): string[] =>
  env.PORTAL_MODE === 'demo'
    ? []
    : [
        ...(env.ORG_SUPPORT_PHONE ? [] : ['ORG_SUPPORT_PHONE is missing: whom staff call.']),
        ...(env.ORG_ALARM_PHONE
          ? []
          : ['ORG_ALARM_PHONE is missing: the number that is answered day and night.']),
        ...(env.ORG_REPORT_MAIL
          ? []
          : ['ORG_REPORT_MAIL is missing: where staff send a suspicious mail on.']),
      ];
