import { editionOf, type Module } from '../courses/index.ts';

/** One person's way through one module, once: what progress, attempts and completion belong to. */
export interface Round {
  employeeId: string;
  module: string;
  contentVersion: string;
  /** Rises when the person is asked to take the same content again. */
  cycle: number;
}

const firstCycle = 1;

/** The round a person is in now. */
export const roundOf = (employeeId: string, module: Module): Round => ({
  employeeId,
  module: module.slug,
  contentVersion: module.version,
  cycle: firstCycle,
});

/** Does what was done for one version and cycle count in this round? */
export const countsIn = (
  round: Round,
  done: { module: string; contentVersion: string; cycle: number },
): boolean =>
  done.module === round.module &&
  done.cycle === round.cycle &&
  editionOf(done.contentVersion) === editionOf(round.contentVersion);
