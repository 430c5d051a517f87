const written = /^(\d{4})([-/.]?)(\d{2})\2(\d{2})(?:[ T]00:00(?::00)?)?$/;

/** `2026-12-31`, also without hyphens or with a midnight behind it, as `YYYY-MM-DD`; else null. */
export const parseDay = (text: string): string | null => {
  const match = written.exec(text);
  if (!match) return null;
  const day = `${match[1] ?? ''}-${match[3] ?? ''}-${match[4] ?? ''}`;
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.valueOf()) && date.toISOString().startsWith(day) ? day : null;
};
