import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPersonKey, parsePersonalNumber } from '../../src/platform/personal-number.ts';

const official = readFileSync(
  new URL('../../src/dev/demo-data/test-persons.csv', import.meta.url),
  'utf8',
)
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.slice(0, 12));
const today = new Date('2026-11-24');
const anyNumber = fc.constantFrom(...official);

describe('parsePersonalNumber', () => {
  it('accepts every official test number, unknown dates of birth among them', () => {
    expect(official).toHaveLength(4060);
    expect(official.filter((number) => parsePersonalNumber(number) !== number)).toEqual([]);
  });

  it('reads ten digits, with the plus sign of those who turn a hundred', () => {
    const misread = official.filter((number) => {
      const separator = Number(number.slice(0, 4)) <= 1926 ? '+' : '-';
      const ten = `${number.slice(2, 8)}${separator}${number.slice(8)}`;
      return parsePersonalNumber(ten, today) !== number;
    });
    expect(misread).toEqual([]);
  });

  it.each(['19570129-2897', '195701292897', '570129-2897', '5701292897', ' 570129 – 2897 '])(
    'reads %j',
    (text) => {
      expect(parsePersonalNumber(text, today)).toBe('195701292897');
    },
  );

  it('takes two digits of this year for this century and of next year for the last', () => {
    const born = (yy: string) => official.find((number) => number.startsWith(yy, 2))?.slice(2);
    const in2006 = born('06') ?? '';
    expect(parsePersonalNumber(in2006, new Date('2006-06-01'))).toBe(`20${in2006}`);
    expect(parsePersonalNumber(in2006, new Date('2005-06-01'))).toBe(`19${in2006}`);
  });

  it('refuses a number with any one digit changed', () => {
    fc.assert(
      fc.property(anyNumber, fc.nat(9), fc.integer({ min: 1, max: 9 }), (number, place, add) => {
        const at = place + 2;
        const digit = (Number(number[at]) + add) % 10;
        const changed = number.slice(0, at) + String(digit) + number.slice(at + 1);
        return parsePersonalNumber(changed) === null;
      }),
    );
  });

  it('refuses years to come', () => {
    expect(parsePersonalNumber('195701292897', new Date('1956-12-31'))).toBeNull();
  });

  it.each([
    '',
    'TF',
    '19570129289',
    '1957012928977',
    '19570129_2897',
    '1957-01-29-2897',
    '0'.repeat(12),
  ])('refuses %j', (text) => {
    expect(parsePersonalNumber(text)).toBeNull();
  });

  it('answers anything at all with twelve digits or null', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const number = parsePersonalNumber(text);
        return number === null || /^\d{12}$/.test(number);
      }),
    );
  });
});

describe('createPersonKey', () => {
  const key = createPersonKey(Buffer.alloc(32, 1), 'k1');

  it('names its key and hides the number', () => {
    expect(key('195701292897')).toMatch(/^k1:[\w-]{43}$/);
  });

  it('is the same for the same number and another for another number or secret', () => {
    expect(key('195701292897')).toBe(key('195701292897'));
    expect(key('195701292897')).not.toBe(key('195702182568'));
    expect(createPersonKey(Buffer.alloc(32, 2), 'k1')('195701292897')).not.toBe(
      key('195701292897'),
    );
  });
});
