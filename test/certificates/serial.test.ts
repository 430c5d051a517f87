import { describe, expect, it } from 'vitest';
import { newSerial, readSerial } from '../../src/certificates/serial.ts';

describe('a serial', () => {
  it('is 120 random bits in groups that can be read aloud', () => {
    const serials = Array.from({ length: 500 }, newSerial);
    for (const serial of serials)
      expect(serial).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(new Set(serials).size).toBe(500);
    expect(new Set(serials.join('').replaceAll('-', '')).size).toBe(32);
  });

  it('is read however it was typed', () => {
    const serial = '01AB-CDEF-GHJK-MNPQ-RSTV-WXYZ';
    for (const typed of [serial, ' oiab cdef ghjk mnpq rstv wxyz', 'OLABCDEFGHJKMNPQRSTVWXYZ'])
      expect(readSerial(typed)).toBe(serial);
  });

  it.each(['', '01AB', '01AB-CDEF-GHJK-MNPQ-RSTV-WXYU', '01AB-CDEF-GHJK-MNPQ-RSTV-WXYZ0'])(
    'is not %j',
    (typed) => {
      expect(readSerial(typed)).toBeNull();
    },
  );
});
