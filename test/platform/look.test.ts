import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import request from 'supertest';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigError, loadConfig } from '../../src/config.ts';
import { loadAssets } from '../../src/platform/http/assets.ts';
import { contrastsOf, grounds } from '../../src/platform/look/colour-contrast.ts';
import { startTestPortal } from '../support/portal.ts';

const dir = mkdtempSync(join(tmpdir(), 'portal-look-'));
const assetsDir = join(import.meta.dirname, '../../views/assets');
afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
});

const file = (name: string, content: string | Buffer) => {
  const path = join(dir, name);
  writeFileSync(path, content);
  return path;
};

const lookOf = (settings: Record<string, string>) =>
  loadConfig({ DATA_DIR: dir, ...settings }).look;

const refusalOf = (settings: Record<string, string>): string => {
  try {
    lookOf(settings);
    return '';
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
};

const svg = (inside: string, attributes = 'viewBox="0 0 60 20"') =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${inside}</svg>`;

const circle = svg('<defs><path id="a" d="M0 0h9"/></defs><use xlink:href="#a" fill="url(#b)"/>');

const png = (width: number, height: number) => {
  const header = Buffer.alloc(33);
  Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').copy(header);
  header.writeUInt32BE(width, 16);
  header.writeUInt32BE(height, 20);
  return header;
};

describe('the organisation’s colour', () => {
  it.each(['#0f5564', '#e2001a', '#0091d5', '#005aa0', '#000000', '#777777', '#0000ff'])(
    '%s is taken: everything drawn in it can be read, in light and dark',
    (colour) => {
      expect(lookOf({ ORG_COLOR: colour.toUpperCase() }).colour).toBe(colour);
      for (const { scheme, what, ratio, least } of contrastsOf(colour))
        expect(ratio, `${what}, ${scheme}`).toBeGreaterThanOrEqual(least);
    },
  );

  it.each([
    ['#ffffff', '1.0:1'],
    ['#ffd500', '1.3:1'],
    ['#f07d00', '2.6:1'],
    ['#ff00ff', '2.9:1'],
  ])('%s stops the start, with the ratio it has and a shade that is taken', (colour, ratio) => {
    const refusal = refusalOf({ ORG_COLOR: colour });
    expect(refusal).toContain(`ORG_COLOR: ${colour} gives too little contrast in light mode`);
    expect(refusal).toContain(`${ratio}, and WCAG 2.2 AA asks for 3:1`);
    const suggestion = /shade that works: (#[0-9a-f]{6})/.exec(refusal)?.[1] ?? '';
    expect(lookOf({ ORG_COLOR: suggestion }).colour).toBe(suggestion);
  });

  it('is told apart from what is no colour', () => {
    for (const text of ['red', '#fff', '0f5564', '#0f5564;}'])
      expect(refusalOf({ ORG_COLOR: text })).toContain('ORG_COLOR: must be a colour as #rrggbb');
  });

  it('is measured against the grounds that pages really lie on', () => {
    const theme = readFileSync(join(assetsDir, 'theme.css'), 'utf8');
    const colourIn = (scheme: string, name: string) =>
      new RegExp(`color-scheme="${scheme}"\\][^}]*--ds-color-neutral-${name}: (#\\w+)`).exec(
        theme,
      )?.[1];
    for (const scheme of ['light', 'dark'] as const)
      expect(grounds[scheme]).toEqual({
        paper: colourIn(scheme, 'background-default'),
        sheet: colourIn(scheme, 'surface-default'),
      });
  });

  it('takes the accent’s place in the sheet, for light, for dark and in the shield', async () => {
    const assets = await loadAssets(assetsDir, lookOf({ ORG_COLOR: '#8a1538' }));
    const app = express().use('/assets', assets.router);
    const css = (await request(app).get(assets.url('portal.css'))).text;
    expect(css.match(/--ds-color-accent-base-default:#8a1538/g)).toHaveLength(2);
    for (const name of css.match(/--ds-color-accent-[a-z-]+: #/g) ?? [])
      expect(css).toContain(name.replace(': #', ':#'));
    const shield = await request(app).get(assets.sign.url);
    expect(String(shield.body)).toContain('fill="#8a1538"');
  });
});

describe('the organisation’s logo', () => {
  it('is shown beside the name, in its own proportions, and as the icon', async () => {
    const portal = await startTestPortal({
      environment: { ORG_LOGO_FILE: file('logo', circle), ORG_COLOR: '#8a1538' },
    });
    const { text } = await portal.visitor().get('/');
    const [, address = ''] = /<link rel="icon" href="([^"]+)">/.exec(text) ?? [];
    expect(address).toMatch(/^\/assets\/logo\.[\w-]{12}\.svg$/);
    expect(text).toContain(`<img src="${address}" alt="" width="120" height="40">`);
    const answer = await fetch(portal.origin + address);
    expect(await answer.text()).toBe(circle);
    expect(answer.headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    );
    await portal.close();
  });

  it('is a PNG as well, by its content', async () => {
    const look = lookOf({ ORG_LOGO_FILE: file('logo.gif', png(200, 400)) });
    expect(look.logo).toMatchObject({ name: 'logo.png', width: 20, height: 40 });
    const assets = await loadAssets(assetsDir, look);
    const answer = await request(express().use('/assets', assets.router)).get(assets.sign.url);
    expect(answer.headers['content-type']).toBe('image/png');
    expect(answer.body).toEqual(png(200, 400));
  });

  it.each([
    ['a script', svg('<script>alert(1)</script>'), 'holds <script>'],
    ['a script in a prefix', svg('<x:script xmlns:x="http://www.w3.org/2000/svg"/>'), 'holds'],
    ['a page in the picture', svg('<foreignObject/>'), 'holds <foreignobject>'],
    ['an event handler', svg('<g onclick="a()"/>'), 'event handler (onclick)'],
    ['a handler on the root', svg('', 'viewBox="0 0 1 1" onload="a()"'), 'handler (onload)'],
    ['another picture', svg('<image href="https://x.example/a.png"/>'), 'outside itself (href)'],
    ['a script as an address', svg('<a xlink:href="javascript:a()"/>'), 'outside itself'],
    ['a fill from elsewhere', svg('<g fill="url(//x.example/#a)"/>'), 'outside itself (fill)'],
    ['a style from elsewhere', svg('<style>@import "//x.example"</style>'), '(style)'],
    ['a sheet from elsewhere', `<?xml-stylesheet href="a.css"?>${circle}`, 'style sheet'],
    ['entities', `<!DOCTYPE svg [<!ENTITY a "b">]>${svg('&a;')}`, 'ORG_LOGO_FILE: the'],
    ['no size', svg('', ''), 'no viewBox'],
    ['another kind of document', '<html xmlns="http://www.w3.org/1999/xhtml"/>', 'neither a PNG'],
    ['text', 'GIF89a', 'neither a PNG nor an SVG'],
    ['an unfinished SVG', '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><g>', 'nei'],
    ['half a PNG', png(1, 1).subarray(0, 20), 'PNG is damaged'],
    ['a PNG without width', png(0, 9), 'no width'],
    ['more than 100 kB', Buffer.alloc(100_001), '101 kB; it may be 100 kB'],
  ])('with %s stops the start', (_what, content, words) => {
    const refusal = refusalOf({ ORG_LOGO_FILE: file('refused', content) });
    expect(refusal).toContain('ORG_LOGO_FILE: ');
    expect(refusal).toContain(words);
  });

  it('that is not there stops the start', () => {
    expect(refusalOf({ ORG_LOGO_FILE: join(dir, 'absent') })).toContain('absent cannot be read');
    expect(refusalOf({ ORG_LOGO_FILE: dir })).toContain('cannot be read');
  });
});
