import { expect, test } from 'vitest';
import { configKeys } from '../../src/config-docs.ts';

const code = (text: string) => `\`${text}\``;
const cell = (text: string) => text.replaceAll('|', '\\|');

const defaultOf = ({ choices, default: fallback }: ReturnType<typeof configKeys>[number]) => {
  const chosen = fallback === undefined ? '' : code(JSON.stringify(fallback).replaceAll('"', ''));
  const others = choices?.filter((choice) => choice !== fallback).map((one) => code(String(one)));
  return [chosen, ...(others?.length ? [`(or ${others.join(', ')})`] : [])].join(' ').trim();
};

const page = () =>
  [
    '# Settings',
    '',
    'Every key that the portal reads from its environment, made from `src/config-keys.ts` by',
    '`npx vitest run test/platform/config-docs.test.ts -u`. A key that is empty counts as not given. What is',
    'missing or wrong stops the start, and all faults are named at once.',
    '',
    '| key | default | meaning |',
    '|---|---|---|',
    ...configKeys().map(
      (key) => `| ${code(key.name)} | ${cell(defaultOf(key))} | ${cell(key.doc)} |`,
    ),
    '',
  ].join('\n');

test('the page of settings names every key as the code reads it', async () => {
  await expect(page()).toMatchFileSnapshot('../../docs/settings.md');
});
