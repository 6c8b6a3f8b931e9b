/** How a run ended. A run that did not converge says so by name; it is never padded or cut in silence. */
export type Outcome =
  /** the stopping rule was met */
  | "converged"
  /** the step budget was used up first */
  | "maxSteps"
  /** an entry became NaN, infinite, or larger than the divergence radius */
  | "diverged"
  /** the update no longer moves the state although the stopping rule is not met (e.g. a dead neuron) */
  | "dead";
