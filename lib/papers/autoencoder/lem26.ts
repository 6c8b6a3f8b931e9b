/** The squared norm never exceeds 1 + α/4. @paper autoencoder Lemma 26 */
import { identityHolds, signHolds } from "../../claims/algebra";
import { type Claim, claim, type Finding } from "../../claims/claim";
import { type Evidence, sampled } from "../../claims/evidence";
import { requireBetween, requireInteger, requirePositive } from "../../core/errors";
import type { Definitions } from "../../symbolic/definitions";
import { COORDINATE_FACTORS, type CoordinateFactors, halfStep, inSector } from "./halfStep";

export interface Subject {
  readonly factors: CoordinateFactors;
  /** Largest α. */
  readonly stepSize: string;
}

/**
 * N' <= 1 + α/4 on the whole disc N <= 1 + α/4, whatever the signs of the coordinates are: an active datum of either
 * parity gives this step, an inactive one leaves N as it is.
 *
 * @paper autoencoder Lemma 26
 */
export function discIsKept({ factors, stepSize }: Subject): Evidence[] {
  return [
    signHolds(
      `N' <= 1 + α/4 for N <= 1 + α/4, α <= ${stepSize}`,
      "1 + alpha/4 - N1",
      ">=",
      { n: [0, 1], s: [0, 1], alpha: [0, stepSize] },
      { where: inSector(halfStep(factors)) },
    ),
  ];
}

/**
 * The best bound of its kind that serves all m <= n, every order and batch size one: 2√(1 + α)/(1 + √(1 + α)), the N at
 * which the norm stops growing when it is spread over very many coordinates. 1.05573 at α = 1/4, where 1 + α/4 is
 * 1.0625.
 */
export function sharpNormBound(stepSize: number): number {
  requirePositive("stepSize", stepSize);
  const q = Math.sqrt(1 + stepSize);
  return (2 * q) / (1 + q);
}

/** The sharper bound, with q = √(1 + α), for q up to 1.12 (α up to 0.2544). */
function sharperDiscIsKept(factors: CoordinateFactors): Evidence {
  const { N: _, ...step } = halfStep(factors);
  const where = { ...step, alpha: "q^2 - 1", M: "2*q/(1 + q)", u: "M*n*s", v: "M*n*(1 - s)" };
  return signHolds(
    "even N <= 2√(1 + α)/(1 + √(1 + α)) is kept",
    "M - N1",
    ">=",
    { n: [0, 1], s: [0, 1], q: [1, "1.12"] },
    { where },
  );
}

/**
 * The largest N that cyclic SGD on m data reaches from m almost equal correlations of total mass N_0.
 *
 * @example reachedNorm({ m: 2, stepSize: 0.25, startMass: 0.6, tilt: 0, passes: 50 }) < 1.0557 // true
 */
export function reachedNorm(options: {
  m: number;
  stepSize: number;
  startMass: number;
  tilt: number;
  passes: number;
}): number {
  const { m, stepSize, startMass, tilt, passes } = options;
  requireInteger("m", m, 1);
  requirePositive("stepSize", stepSize);
  requireBetween("startMass", startMass, 0, 1);
  const c = Float64Array.from({ length: m }, (_, i) => Math.sqrt(startMass / m) * (1 + tilt * Math.sin(i)));
  let best = 0;
  for (let pass = 0; pass < passes; pass++) {
    for (let i = 0; i < m; i++) {
      let n = 0;
      for (let j = 0; j < m; j++) n += c[j]! * c[j]!;
      if (n > best) best = n;
      const u = c[i]! * c[i]!;
      for (let j = 0; j < m; j++) c[j]! *= j === i ? 1 + stepSize * (2 - n - u) : 1 - stepSize * u;
    }
  }
  return best;
}

/** Lines of the printed proof, with f(N) = N' for fixed u. */
function printedLines(factors: CoordinateFactors, stepSize: string): Evidence[] {
  const f: Definitions = { ...halfStep(factors), v: "M - u", f: "N1" };
  const atBound: Definitions = { M: "1 + alpha/4" };
  const box = { u: [0, 1], alpha: [0, stepSize] } as const;
  return [
    identityHolds(
      "f rewritten",
      "f",
      "u*alpha*(2 - M)*(alpha*(2 - M) + 2*(1 - alpha*u)) + M*(1 - alpha*u)^2",
      f,
    ),
    identityHolds(
      "f is quadratic in N with f'' = 2α²u >= 0",
      "f",
      "alpha^2*u*M^2 + M*(1 - 4*alpha*u + alpha^2*u*(3*u - 4)) + 4*alpha*u*(1 + alpha*(1 - u))",
      f,
    ),
    identityHolds("f(0) = 4αu(1 + α(1 − u))", "f", "4*alpha*u*(1 + alpha*(1 - u))", { ...f, M: 0 }),
    signHolds(
      "f(0) <= 1 + α/4 for u up to 1 + α/4, which the lemma allows: the paper takes u <= 1",
      "1 + alpha/4 - 4*alpha*u*(1 + alpha*(1 - u))",
      ">=",
      { n: [0, 1], alpha: [0, stepSize] },
      { where: { u: "(1 + alpha/4)*n" } },
    ),
    signHolds("f(0) <= 4α", "4*alpha - 4*alpha*u*(1 + alpha*(1 - u))", ">=", box),
    signHolds("4α <= 1", "1 - 4*alpha", ">=", { alpha: [0, stepSize] }),
    identityHolds(
      "f rearranged",
      "f",
      "alpha^2*(3*M - 4)*u^2 + alpha*u*(alpha*(2 - M)^2 + 4*(1 - M)) + M",
      f,
    ),
    signHolds(
      "3N − 4 = −1 + 3α/4 <= 0 at N = 1 + α/4",
      "-(3*M - 4)",
      ">=",
      { alpha: [0, stepSize] },
      {
        where: atBound,
      },
    ),
    signHolds(
      "α(2 − N)² + 4(1 − N) <= 0 at N = 1 + α/4",
      "-(alpha*(2 - M)^2 + 4*(1 - M))/alpha",
      ">=",
      { alpha: [0, stepSize] },
      { where: atBound },
    ),
  ];
}

/** The largest α for which 1 + α/4 is kept: 16(1 + 2α)³ = 27α(8 + 2α). */
export function largestStepSize(): number {
  let lo = 0.25;
  let hi = 0.5;
  for (let k = 0; k < 60; k++) {
    const a = (lo + hi) / 2;
    if (16 * (1 + 2 * a) ** 3 < 27 * a * (8 + 2 * a)) lo = a;
    else hi = a;
  }
  return lo;
}

function check(subject: Subject): Finding {
  const reached = [2, 10, 200].map((m) =>
    reachedNorm({ m, stepSize: 0.25, startMass: 0.6, tilt: 0.01, passes: 30 }),
  );
  const worst = sharpNormBound(0.25) - Math.max(...reached);
  return {
    stated: [...discIsKept(subject), ...printedLines(subject.factors, subject.stepSize)],
    illustrations: [
      sharperDiscIsKept(COORDINATE_FACTORS),
      sampled(
        "norms reached by m = 2, 10, 200 data at α = 1/4 stay below 1.05573",
        { n: 3, worst },
        {
          reached2: reached[0]!,
          reached10: reached[1]!,
          reached200: reached[2]!,
          bound: 1.0625,
          sharpBound: sharpNormBound(0.25),
        },
      ),
    ],
    margin: largestStepSize() - 0.25,
    note: "Needs neither y, z > 0 nor y, z < 1. The margin is in α. The best bound for all m is 2√(1 + α)/(1 + √(1 + α)) (1.05573 at α = 1/4), approached as m grows. Slips in print: the proof takes u <= 1, which the lemma does not assume (f(0) <= 1 + α/4 all the same); 3N − 4 = −1 + 3α/4 at N = 1 + α/4, not −1 − 3α/4; the sign is right.",
  };
}

/** C39. The margin is in α. @paper autoencoder Lemma 26 */
export const norm: Claim<Subject> = claim<Subject>({
  id: "autoencoder/C39",
  seed: null,
  subject: { factors: COORDINATE_FACTORS, stepSize: "1/4" },
  check,
  controls: [
    {
      what: "α up to 1/2: the bound is exceeded by 0.060",
      subject: { factors: COORDINATE_FACTORS, stepSize: "1/2" },
    },
    {
      what: "sabotaged step that does not shrink the other coordinate",
      subject: { factors: { ...COORDINATE_FACTORS, off: () => "1" }, stepSize: "1/4" },
    },
  ],
});
