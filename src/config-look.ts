import type { Keys } from './config-keys.ts';
import { contrastProblem } from './platform/look/colour-contrast.ts';
import { readLogo, type Logo } from './platform/look/logo-file.ts';

const logoOf = (path: string, problems: string[]): Logo | undefined => {
  try {
    return readLogo(path);
  } catch (error) {
    problems.push(`ORG_LOGO_FILE: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
};

/** The organisation's colour and logo; a fault is added to `problems`. */
export const lookConfig = (env: Keys, problems: string[]) => {
  const colour = env.ORG_COLOR;
  const tooPale = colour && contrastProblem(colour);
  if (tooPale) problems.push(`ORG_COLOR: ${tooPale}`);
  const logo = env.ORG_LOGO_FILE ? logoOf(env.ORG_LOGO_FILE, problems) : undefined;
  return { ...(colour ? { colour } : {}), ...(logo ? { logo } : {}) };
};
