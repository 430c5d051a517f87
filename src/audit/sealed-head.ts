import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { ChainHead } from './audit-chain.ts';

/** The head of the chain at a moment, as it is told to a second place; sealed by itself. */
export interface WitnessedHead extends ChainHead {
  at: string;
  mac: string;
}

const macOf = (key: Buffer, { number, seal, at }: Omit<WitnessedHead, 'mac'>): string =>
  createHmac('sha256', key).update(`head\n${number}\n${seal}\n${at}`).digest('base64url');

export const sealHead = (key: Buffer, head: ChainHead, now: Date): WitnessedHead => {
  const open = { ...head, at: now.toISOString() };
  return { ...open, mac: macOf(key, open) };
};

const line = z.object({
  number: z.number().int(),
  seal: z.string(),
  at: z.string(),
  mac: z.string(),
});

/**
 * The last head that stands in a line, whatever stands around it (a syslog server's own words, half a
 * head that a full disk cut off); null when none does, or not by this key.
 */
export const readHead = (key: Buffer, text: string): WitnessedHead | null => {
  const json = text.match(/\{[^{}]*\}/g)?.at(-1);
  if (json === undefined) return null;
  try {
    const head = line.parse(JSON.parse(json));
    const given = Buffer.from(head.mac);
    const own = Buffer.from(macOf(key, head));
    return given.length === own.length && timingSafeEqual(given, own) ? head : null;
  } catch {
    return null;
  }
};
