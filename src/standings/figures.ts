/** People counted on one day, each once. */
export interface Figures {
  done: number;
  overdue: number;
  inProgress: number;
  notStarted: number;
  exempt: number;
  /** Everybody employed, those exempt among them. */
  total: number;
  /** Have the new login that was asked of them. */
  resetDone: number;
}

/** The statuses in their order, then the rest. */
export const figureNames = [
  'done',
  'overdue',
  'inProgress',
  'notStarted',
  'exempt',
  'total',
  'resetDone',
] as const satisfies (keyof Figures)[];

export const figuresAt = (counts: Int32Array, start: number): Figures => {
  const [done = 0, overdue = 0, inProgress = 0, notStarted = 0, exempt = 0, total = 0, login = 0] =
    counts.subarray(start, start + figureNames.length);
  return { done, overdue, inProgress, notStarted, exempt, total, resetDone: login };
};

export const noFigures = (): Figures => figuresAt(new Int32Array(), 0);

export const addFigures = (sum: Figures, more: Figures): void => {
  for (const name of figureNames) sum[name] += more[name];
};

/** Whom a share is a share of: everybody but those exempt. */
export const countedIn = ({ total, exempt }: Figures): number => total - exempt;
