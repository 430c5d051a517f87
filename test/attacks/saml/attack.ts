import type { ResponseOptions } from '../../../src/dev/identity-provider/index.ts';
import type { RefusalCode } from '../../../src/auth/saml-refusal.ts';
import type { SigningKey } from '../../../src/platform/sign-xml.ts';
import { startExchange, type Target } from './target.ts';

/** What came of an attack, as the attacker sees it. */
export interface Attempt {
  status: number;
  /** Sessions that were rightly begun on the way, such as the victim's own. */
  sessions?: number;
  /** The attacker was given something that is neither a session nor a step-up. */
  gained?: boolean;
}

export interface Attack {
  name: string;
  /** What the audit log must say; null when nothing is refused but nothing is gained either. */
  code: RefusalCode | null;
  attempt: (target: Target) => Promise<Attempt>;
}

type Options = ResponseOptions | ((idpKey: SigningKey) => ResponseOptions);

/** The response that these options ask for, as the browser would post it. */
const answered = async (target: Target, options: Options) => {
  const exchange = await startExchange(target);
  const { signingKey } = target.provider;
  const wanted = typeof options === 'function' ? options(signingKey) : options;
  return { ...exchange, response: await exchange.answer(wanted) };
};

/**
 * An attack that is one wrong response, posted by the browser that asked for one.
 *
 * @param repack changes the posted base64.
 */
export const row = (
  name: string,
  code: RefusalCode,
  options: Options,
  repack: (base64: string) => string = (base64) => base64,
): Attack => ({
  name,
  code,
  attempt: async (target) => {
    const { post, response } = await answered(target, options);
    const { status } = await post(repack(response));
    return { status };
  },
});
