import { join } from 'node:path';
import express from 'express';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { loadAssets } from '../../src/platform/http/assets.ts';

const assets = await loadAssets(join(import.meta.dirname, '../../views/assets'));
const app = express().use('/assets', assets.router);
const sheet = assets.url('portal.css');

const fetchAs = (encoding: string, url = sheet) =>
  request(app)
    .get(url)
    .set('Accept-Encoding', encoding)
    .buffer(true)
    .parse((res, done) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () => {
        done(null, Buffer.concat(chunks));
      });
    });

describe('what a page loads beside itself', () => {
  it('has an address that changes with its content and may be kept for a year', async () => {
    expect(sheet).toMatch(/^\/assets\/portal\.[\w-]{12}\.css$/);
    const { headers } = await fetchAs('identity');
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(headers['content-type']).toBe('text/css; charset=utf-8');
  });

  it('is sent in the best encoding that the browser takes', async () => {
    for (const [asked, given] of [
      ['gzip, deflate, br', 'br'],
      ['gzip', 'gzip'],
      ['identity', undefined],
    ] as const) {
      const { headers } = await fetchAs(asked);
      expect(headers['content-encoding']).toBe(given);
      expect(headers.vary).toBe('Accept-Encoding');
    }
  });

  it('holds the design system in its layers, then the theme’s colours and our own patterns', async () => {
    const css = ((await fetchAs('identity')).body as Buffer).toString();
    expect(css.trimStart()).toMatch(/^@layer ds\.theme, ds\.base, ds\.components;/);
    expect(css).toMatch(/@layer ds\.components\{\.ds-button\{/);
    expect(css).toContain('--ds-color-accent-base-default: #0f5564');
    expect(css).toContain('.panel.next');
  });

  it('weighs at most 25 kB on its way, and is whole when it has come', async () => {
    const whole = (await fetchAs('identity')).body as Buffer;
    for (const encoding of ['br', 'gzip']) {
      const answer = await fetchAs(encoding);
      expect(Number(answer.headers['content-length'])).toBeLessThan(25_000);
      expect(answer.body).toEqual(whole);
    }
  });

  it('asks nothing of the content security policy but our own address', async () => {
    const css = ((await fetchAs('identity')).body as Buffer).toString();
    const addresses = [...css.matchAll(/url\(\s*"?([^")]+)/g)].map(([, address]) => address ?? '');
    expect(addresses.length).toBeGreaterThan(3);
    for (const address of new Set(addresses)) {
      expect(address).toMatch(/^\/assets\/icon\.[\w-]{12}\.svg$/);
      const { status, headers } = await fetchAs('identity', address);
      expect([status, headers['content-type']]).toEqual([200, 'image/svg+xml']);
    }
  });

  it('is not there under any other name', async () => {
    for (const name of ['portal.css', 'theme.css', 'theme.config.json', '..%2fportal.css', ''])
      expect((await request(app).get(`/assets/${name}`)).status).toBe(404);
    expect(() => assets.url('absent.svg')).toThrow('absent.svg');
  });
});
