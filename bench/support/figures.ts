/** Milliseconds per step, and what is told of them. */
export const createFigures = () => {
  const samples = new Map<string, number[]>();
  return {
    add: (step: string, ms: number) => {
      const list = samples.get(step);
      if (list) list.push(ms);
      else samples.set(step, [ms]);
    },
    rows: () => [...samples].map(([step, list]) => ({ step, ...summary(list) })),
    all: () => summary([...samples.values()].flat()),
    count: (step: string) => samples.get(step)?.length ?? 0,
    clear: () => samples.clear(),
  };
};

export type Figures = ReturnType<typeof createFigures>;

const at = (sorted: number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

const round = (ms: number) => Math.round(ms * 10) / 10;

/** Percentiles by nearest rank, in milliseconds. */
const summary = (list: number[]) => {
  const sorted = list.toSorted((a, b) => a - b);
  return {
    count: sorted.length,
    p50: round(at(sorted, 0.5)),
    p95: round(at(sorted, 0.95)),
    p99: round(at(sorted, 0.99)),
  };
};
