import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const rows = readFileSync(join(root, 'docs/asvs.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| (V?\d)/.test(line));

const filesIn = (row: string): string[] =>
  [...row.matchAll(/`((?:test|docs)\/[^`]+|[A-Z]+\.md)`/g)].map(([, file = '']) => file);

test('each file that the ASVS table names exists', () => {
  const named = rows.flatMap(filesIn);
  expect(named.length).toBeGreaterThan(100);
  expect(named.filter((file) => !existsSync(join(root, file)))).toEqual([]);
});
