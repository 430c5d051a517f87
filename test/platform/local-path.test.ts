import { describe, expect, it } from 'vitest';
import { localPath } from '../../src/platform/local-path.ts';

describe('a local path', () => {
  it.each(['/', '/kurs', '/kurs/varfor/sida/2?x=1', '/uppfoljning/personer?namn=%C3%A5sa'])(
    'keeps %s',
    (path) => expect(localPath(path)).toBe(path),
  );

  it.each([
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/kurs\\..\\x',
    '/.//evil.example',
    '/..//evil.example',
    '',
    ' /kurs',
    `/${'x'.repeat(600)}`,
    ['/kurs'],
    undefined,
    7,
  ])('refuses %j', (path) => expect(localPath(path)).toBeNull());
});
