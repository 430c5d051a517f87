/** One person's way through one module, once: what progress, attempts and completion belong to. */
export interface Round {
  employeeId: string;
  module: string;
  contentVersion: string;
  /** Rises when the person is asked to take the same content again. */
  cycle: number;
}
