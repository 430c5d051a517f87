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

export const noFigures = (): Figures => ({
  done: 0,
  overdue: 0,
  inProgress: 0,
  notStarted: 0,
  exempt: 0,
  total: 0,
  resetDone: 0,
});

/** The figures that stand in a row of numbers, in the order of their names. */
export const figuresAt = (counts: Int32Array, start: number): Figures => {
  const figures = noFigures();
  for (const [index, name] of figureNames.entries()) figures[name] = counts[start + index] ?? 0;
  return figures;
};

export const addFigures = (sum: Figures, more: Figures): void => {
  for (const name of figureNames) sum[name] += more[name];
};

/** Whom a share is a share of: everybody but those exempt. */
export const countedIn = ({ total, exempt }: Figures): number => total - exempt;
