const isUnreadable = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');

/**
 * Runs a command of the terminal: what `main` answers is the exit status. A failure is told in its
 * own words on standard error; arguments that cannot be read end with 2.
 *
 * @param failed the exit status of any other failure.
 */
export const runCommand = async (main: () => Promise<number>, failed = 1): Promise<void> => {
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = isUnreadable(error) ? 2 : failed;
  }
};
