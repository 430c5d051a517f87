/** The reset journey, in the order a person walks it. */
export const resetSteps = ['why', 'bankid', 'password', 'done'] as const;

export type ResetStep = (typeof resetSteps)[number];

/** All that decides where a person is; read anew at each request, never kept in the browser. */
export interface JourneyState {
  /** A fresh BankID for this purpose, in this session, not yet used. */
  stepUpValid: boolean;
  /** The password was changed by this very session. */
  changedNow: boolean;
}

/** The step a person belongs on: where anything that is not allowed leads back to. */
export const stepNow = ({ stepUpValid, changedNow }: JourneyState): ResetStep => {
  if (stepUpValid) return 'password';
  return changedNow ? 'done' : 'why';
};

/**
 * May the person open this step? The first one does nothing, so it is always open: for reading
 * once more, and for another round. BankID is asked for only when there is no fresh one to use.
 */
export const mayEnter = (step: ResetStep, state: JourneyState): boolean =>
  step === 'why' || step === stepNow(state) || (step === 'bankid' && !state.stepUpValid);

export const stepAddress: Record<ResetStep, string> = {
  why: '/losenord',
  bankid: '/losenord/bankid',
  password: '/losenord/nytt',
  done: '/losenord/klart',
};

/** The first step, for one who sent a password after the BankID had grown too old: it says so. */
export const bankIdAgain = `${stepAddress.why}?igen=1`;

/** Where a person is led who may not enter a step; one who `sent` a password there is told why. */
export const wayOn = (state: JourneyState, sent: boolean): string => {
  const step = stepNow(state);
  return sent && step === 'why' ? bankIdAgain : stepAddress[step];
};
