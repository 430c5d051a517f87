import type { ProviderSettings } from '../provider-settings.ts';
import { checkOurselves, type OwnSettings } from './check-ourselves.ts';
import { checkProvider, type CheckedProvider } from './check-provider.ts';
import type { Mismatch } from './mismatch.ts';

interface SamlSetup extends OwnSettings {
  entityCategories: readonly string[];
  providers: readonly ProviderSettings[];
}

export interface SamlCheck {
  own: Mismatch[];
  providers: CheckedProvider[];
  mismatches: number;
}

/** Compares how sign-in is set up with what the identity providers' metadata says now. */
export const checkSaml = async (
  setup: SamlSetup,
  options: { offline: boolean },
): Promise<SamlCheck> => {
  const [own, ...providers] = await Promise.all([
    checkOurselves(setup, options),
    ...setup.providers.map((one) => checkProvider(one, setup.entityCategories)),
  ]);
  const all = [own, ...providers.map((one) => one.mismatches)];
  return { own, providers, mismatches: all.flat().length };
};
