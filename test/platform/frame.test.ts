import { join } from 'node:path';
import express from 'express';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { errorCatalogue, PortalError, type ErrorCode } from '../../src/platform/errors.ts';
import { loadAssets } from '../../src/platform/http/assets.ts';
import { errorPages } from '../../src/platform/http/error-pages.ts';
import { frontRoutes, infoRoutes } from '../../src/platform/http/info-routes.ts';
import { pageLocals } from '../../src/platform/http/page-locals.ts';
import { requestLog } from '../../src/platform/http/request-log.ts';
import { setViewer, type Viewer } from '../../src/platform/http/viewer.ts';
import { createI18n, languages } from '../../src/platform/i18n.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { checkPage } from '../support/check-page.ts';

const root = join(import.meta.dirname, '../..');
const assets = await loadAssets(join(root, 'views/assets'));
const logger = createLogger({ level: 'silent' });
const { accessibility, privacyAuthority } = loadConfig({ DATA_DIR: process.env.TEST_KEYS });

const anna: Viewer = {
  id: '1',
  givenName: 'Anna',
  familyName: 'Åström',
  name: 'Anna Åström',
  login: 'anna.astrom',
  roles: ['employee'],
  level: 'bankid',
  unitIds: [],
  resetRequired: false,
  contactAnswered: true,
  noticeSeen: true,
  signedInAt: new Date(),
  sessionEndsAt: new Date(Date.now() + 19 * 60_000),
};

const kept = { answers: 30, contacts: 30, identity: 730, records: 3650 };

/** The portal's frame and open pages, as a person sees them; `/fault/CODE` fails with that code. */
const portal = (viewer: Viewer | null = null) =>
  express()
    .set('views', join(root, 'views'))
    .use(requestLog(logger))
    .use((_req, res, next) => {
      setViewer(res, viewer);
      next();
    })
    .use(
      pageLocals({
        i18n: createI18n(join(root, 'content/locales')),
        organisation: {
          name: 'Kommunen & Co',
          product: 'Porten',
          place: 'Orten',
          supportPhone: '0900-12 34',
          alarmPhone: '0980-319 200',
          reportMail: 'anmal@norrstrand.example',
          supportHours: { sv: 'vardagar', en: 'weekdays' },
        },
        assetUrl: assets.url,
        sign: assets.sign,
      }),
    )
    .use(
      frontRoutes(() => []),
      infoRoutes({ https: false, accessibility, privacyAuthority, kept }),
    )
    .get('/fault/:code', (req) => {
      throw new PortalError(req.params.code as ErrorCode);
    })
    .use(errorPages(logger));

const page = async (path: string, { viewer = null as Viewer | null, language = 'sv' } = {}) => {
  const { text } = await request(portal(viewer)).get(path).set('Accept-Language', language);
  checkPage(path, text);
  return text;
};

describe('the frame around every page', () => {
  it('names the page, its language and the organisation', async () => {
    const html = await page('/hjalp', { language: 'en' });
    expect(html).toContain('<html lang="en"');
    expect(html).toContain('<title>Help – Porten</title>');
    expect(html).toContain('Kommunen &amp; Co');
  });

  it('leads on to the same page in the other language', async () => {
    const html = await page('/hjalp?fran=%22mejl%22');
    expect(html).toContain('href="/sprak/en?tillbaka=%2Fhjalp%3Ffran%3D%2522mejl%2522" lang="en"');
  });

  it('tells the support’s number and hours, and calls it at a tap', async () => {
    const html = await page('/', { language: 'en' });
    expect(html).toContain('href="tel:09001234">0900-12 34</a>, weekdays');
  });

  it('shows the name and a way out to whoever is signed in, and to nobody else', async () => {
    const signedIn = await page('/', { viewer: anna });
    expect(signedIn).toContain('Anna Åström');
    expect(signedIn).toContain('action="/auth/logout"');
    expect(await page('/')).not.toContain('/auth/logout');
  });

  it('leads to the follow-up only those who follow up, once they have their new login', async () => {
    const manager: Viewer = { ...anna, roles: ['employee', 'manager'] };
    expect(await page('/', { viewer: manager })).toContain('href="/uppfoljning"');
    expect(await page('/', { viewer: anna })).not.toContain('href="/uppfoljning"');
    const before = await page('/', { viewer: { ...manager, resetRequired: true } });
    expect(before).not.toContain('href="/uppfoljning"');
  });
});

describe('the open pages', () => {
  it.each(languages)('are whole in %s', async (language) => {
    for (const path of ['/', '/hjalp', '/tillganglighet', '/personuppgifter'])
      expect(await page(path, { language })).toMatch(/<h1[^>]*>[^<]+<\/h1>/);
  });

  it('offer a sign-in first, and the next thing to whoever is signed in', async () => {
    expect(await page('/')).toMatch(/class="ds-button"[^>]*href="\/auth\/login"/);
    const signedIn = await page('/', { viewer: anna });
    expect(signedIn).toMatch(/class="ds-button"[^>]*href="\/kurs"/);
    expect(signedIn).not.toContain('/auth/login');
  });
});

describe('an error page', () => {
  it.each(Object.keys(errorCatalogue))(
    'for %s says in both languages what happened, its number and one thing to do',
    async (code) => {
      for (const language of languages) {
        const html = await page(`/fault/${code}`, { language });
        expect(html).toMatch(/<strong class="phrase">[0-9A-F]{8}<\/strong>/);
        expect(html.match(/class="ds-button"/g)).toHaveLength(1);
      }
    },
  );
});
