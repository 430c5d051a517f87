import { ConfigError, loadConfig } from '../../src/config.ts';

/** What is wrong with these settings, in the words that the start says it in; '' for nothing. */
export const problemsOf = (environment: Record<string, string | undefined>): string => {
  try {
    loadConfig(environment);
    return '';
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
};
