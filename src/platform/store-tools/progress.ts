/** Tells on a terminal how far something has come, five times a second at most. */
export const createProgress = (stream: NodeJS.WriteStream = process.stderr) => {
  let shownAt = 0;
  let open = false;
  return {
    show: (text: string): void => {
      if (!stream.isTTY || Date.now() - shownAt < 200) return;
      shownAt = Date.now();
      open = true;
      stream.write(`\r${text}\u001b[K`);
    },
    end: (): void => {
      if (open) stream.write('\r\u001b[K');
      open = false;
    },
  };
};
