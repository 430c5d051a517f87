import type { RequestHandler } from 'express';
import { sessionKeyOf } from '../auth/index.ts';
import { viewerOf, type Viewer } from '../platform/http/viewer.ts';
import { mayEnter, wayOn, type JourneyState, type ResetStep } from './reset-journey.ts';
import type { ResetParts } from './reset-parts.ts';

const journeyState = async (
  { employees, stepUps }: ResetParts,
  viewer: Viewer,
  sessionKey: string,
): Promise<JourneyState> => {
  const [employee, stepUpValid] = await Promise.all([
    employees.findById(viewer.id),
    stepUps.valid(viewer.id, sessionKey, 'reset'),
  ]);
  const setAt = employee?.passwordSetAt;
  // A change begins its session anew, at the very instant of the change.
  return { stepUpValid, changedNow: !!setAt && setAt >= viewer.signedInAt };
};

/** Lets a person into this step of the journey, or sends them to the one they are on. */
export const requireResetStep =
  (parts: ResetParts, step: ResetStep): RequestHandler =>
  async (req, res, next) => {
    const state = await journeyState(parts, viewerOf(res), sessionKeyOf(req));
    if (mayEnter(step, state)) next();
    else res.redirect(303, wayOn(state, req.method === 'POST'));
  };
