import { addressingAttacks } from './addressing-attacks.ts';
import { bindingAttacks } from './binding-attacks.ts';
import { contentAttacks } from './content-attacks.ts';
import { encryptionAttacks } from './encryption-attacks.ts';
import { exchangeAttacks } from './exchange-attacks.ts';
import { signatureAttacks } from './signature-attacks.ts';
import { textAttacks } from './text-attacks.ts';

/** Every attack that the portal must refuse, for the tests and for `npm run attacks`. */
export const attacks = [
  ...signatureAttacks,
  ...encryptionAttacks,
  ...addressingAttacks,
  ...contentAttacks,
  ...textAttacks,
  ...exchangeAttacks,
  ...bindingAttacks,
];
