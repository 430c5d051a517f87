import type { Module } from '../courses/index.ts';
import { minutesLeft, planOf } from './steps.ts';

/** What the bar at the top of a step shows. */
export interface StepPosition {
  step: number;
  total: number;
  minutesLeft: number;
}

export const positionOf = (module: Module, step: number): StepPosition => ({
  step,
  total: planOf(module).check,
  minutesLeft: minutesLeft(module, step),
});
