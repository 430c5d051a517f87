import type { GoodVariant } from './good-variants.ts';
import { startExchange, type Target } from './target.ts';

/** Posts the variant as its browser would. @returns whether the person is signed in. */
export const tryVariant = async (
  { options, form }: GoodVariant,
  target: Target,
): Promise<boolean> => {
  const { visitor, answer } = await startExchange(target);
  const response = await answer(options(target.provider.signingKey));
  const { status } = await visitor.post('/saml/acs', form(response));
  return status === 303 && visitor.cookies.has('portal.sid');
};
