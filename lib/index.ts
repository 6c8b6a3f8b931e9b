/**
 * The names used most, from the layers up to `claims`. Everything else has its own path: `descentlab/<layer>/<file>`;
 * papers, figures and what needs Node are never loaded from here.
 */

export { integrate } from "./calculus/quadrature";
export { identityHolds, signHolds } from "./claims/algebra";
export { type Claim, claim, type Finding, judge, type Verdict } from "./claims/claim";
export { certified, enumerated, exactly, fromEnclosure, sampled, statistical } from "./claims/evidence";
export type { Grade } from "./claims/grade";
export type { ClaimData, LedgerRow } from "./claims/ledger";
export { DomainError, ShapeError } from "./core/errors";
export { type Matrix, matrix } from "./core/matrix";
export { compensatedSum, moments } from "./core/sum";
export { distance, dot, norm, normSquared, vector } from "./core/vector";
export {
  gradientDescent,
  iterate,
  miniBatchDescent,
  stochasticDescent,
  type Trajectory,
} from "./dynamics/descent";
export { batchOrder, cyclicOrder, iidOrder, reshuffledOrder } from "./dynamics/order";
export type { Outcome } from "./dynamics/outcome";
export { type Interval, interval, point } from "./interval/interval";
export { newton } from "./interval/newton";
export { proveOnBox, provePositive } from "./interval/prove";
export { gaussianMatrix, orthonormalFrame } from "./random/frame";
export { type Source, stream } from "./random/source";
export { gaussianVector, inBall, onSphere } from "./random/sphere";
export { proveSign } from "./symbolic/bernstein";
export { derivation } from "./symbolic/derivation";
export { proveIdentity } from "./symbolic/identity";
export { Polynomial } from "./symbolic/polynomial";
export { Rational } from "./symbolic/rational";
export { RationalFunction } from "./symbolic/rationalFunction";
