/**
 * Corollary 5: with what probability full-batch gradient descent and cyclic SGD end apart.
 *
 * With w_i(0) ~ N(0, σ²/2), i = 0, 1, the angle of w(0) is uniform and ‖w(0)‖² is exponential with mean σ². The hypotheses
 * of Theorems 2 and 4 with two active data are y >= z > 0, an eighth of the angles, and ‖w(0)‖ < 1, so they have
 * probability (1 − exp(−1/σ²))/8. There the limits are a mixture and a_0. That bound goes to 0 as σ grows, and so does
 * the probability itself: a start with y², z² >= 6/α dies or diverges under gradient descent.
 *
 * "Solutions" are global minima here, as in the paper's introduction. If the point at which a neuron dies counted too,
 * large σ would not refute: both algorithms die at once from y, z >= √(6/α), at different points ({@link diesApart}).
 *
 * @paper autoencoder Corollary 5
 */
import { identityHolds } from "../../claims/algebra";
import { type Claim, claim, conclude, type Finding } from "../../claims/claim";
import { certified, type Evidence, exactly, statistical } from "../../claims/evidence";
import { requireInteger, requirePositive } from "../../core/errors";
import { div, mul, neg, sqr, sqrt, sub } from "../../interval/arithmetic";
import { greaterEqual, less } from "../../interval/compare";
import { erf, exp } from "../../interval/elementary";
import { fromRational } from "../../interval/fromRational";
import { type Interval, interval, point } from "../../interval/interval";
import { fullBatchLimit } from "../../models/autoencoder";
import { stream } from "../../random/source";
import { Rational } from "../../symbolic/rational";
import { cyclicLimit, type Plane } from "./cyclicMap";
import { halfStep } from "./halfStep";
import { FULL_BATCH } from "./massMap";
import * as thm2 from "./thm2";
import * as thm4 from "./thm4";

export interface Subject {
  /** One start of the theorems, whose two limits are compared. */
  readonly start: Plane;
  /** The lower bound claimed for σ_init <= 1, as an exact number. */
  readonly bound: string;
  readonly seed: number;
}

const SEED = 2022;

/** Encloses (1 − exp(−1/σ²))/8. */
function hypothesesEnclosure(sigma: Interval): Interval {
  return div(sub(point(1), exp(neg(div(point(1), sqr(sigma))))), point(8));
}

/**
 * Probability (1 − exp(−1/σ²))/8 that the hypotheses of Theorems 2 and 4 hold with both data active.
 *
 * @example hypothesesProbability(1) // 0.0790150698535697
 * @paper autoencoder Corollary 5
 */
export function hypothesesProbability(sigma: number): number {
  requirePositive("sigma", sigma);
  return -Math.expm1(-1 / sigma ** 2) / 8;
}

/** Encloses the upper bound 2 erf(√(6/α)/σ) of the probability that gradient descent reaches a minimum at all. */
export function upperBound(sigma: number, stepSize: string): Interval {
  requirePositive("sigma", sigma);
  const alpha = Rational.of(stepSize);
  const radius = sqrt(div(point(6), fromRational(alpha.n, alpha.d)));
  return mul(point(2), erf(div(radius, point(sigma))));
}

/** How the two runs from one start end. */
export interface Pair {
  readonly gradientDescent: "mixture" | "a0" | "a1" | "dead" | "diverged" | "undecided";
  readonly cyclic: ReturnType<typeof cyclicLimit>;
}

function gradientDescentLimit(start: Plane, stepSize: number): Pair["gradientDescent"] {
  let [y, z] = start;
  const eta = stepSize / 2;
  for (let t = 0; t < 20_000; t++) {
    const a = y > 0 ? y * y : 0;
    const b = z > 0 ? z * z : 0;
    const active = a + b;
    const idle = y * y + z * z - active;
    if (active === 0) return "dead";
    if (!(active + idle < 1e12)) return "diverged";
    if (Math.abs(active - 1) < 1e-6 && idle < 1e-6) return b === 0 ? "a0" : a === 0 ? "a1" : "mixture";
    const on = 1 + eta * (2 - 2 * active - idle);
    const off = 1 - eta * active;
    y *= y > 0 ? on : off;
    z *= z > 0 ? on : off;
  }
  return "undecided";
}

/** Runs both algorithms with the same step size from the same start. */
export function runPair(start: Plane, stepSize: number): Pair {
  return {
    gradientDescent: gradientDescentLimit(start, stepSize),
    cyclic: cyclicLimit(start, stepSize),
  };
}

export interface Estimate {
  readonly n: number;
  /** Share of starts that satisfy the hypotheses of both theorems. */
  readonly hypotheses: number;
  /** Share of pairs that reach two different global minima. */
  readonly apart: number;
  /** Share of pairs of which at least one run dies, diverges or is not decided. */
  readonly lost: number;
}

/**
 * Monte Carlo of the event at one σ_init. A run that dies or diverges reaches no solution.
 *
 * @example estimate({ sigma: 0.1, stepSize: 0.25, n: 400, seed: 1 }).lost // 0.23: S is empty for about a quarter
 */
export function estimate(options: { sigma: number; stepSize: number; n: number; seed: number }): Estimate {
  const { sigma, stepSize, n, seed } = options;
  requirePositive("sigma", sigma);
  requireInteger("n", n, 1);
  const source = stream(seed, `autoencoder/cor5/${sigma}`);
  const scale = sigma / Math.SQRT2;
  const minima = ["mixture", "a0", "a1"];
  let hypotheses = 0;
  let apart = 0;
  let lost = 0;
  for (let k = 0; k < n; k++) {
    const start: Plane = [scale * source.normal(), scale * source.normal()];
    const [y, z] = start;
    if (y >= z && z > 0 && y * y + z * z < 1) hypotheses++;
    const { gradientDescent, cyclic } = runPair(start, stepSize);
    const solved = minima.includes(gradientDescent) && minima.includes(cyclic);
    if (!solved) lost++;
    else if (gradientDescent !== cyclic) apart++;
  }
  return { n, hypotheses: hypotheses / n, apart: apart / n, lost: lost / n };
}

/** Gradient descent has no limit among the minima from y², z² >= 3/η: with p = ηu >= 3, q = ηv >= 3 three cases. */
function largeStartsAreLost(): Evidence[] {
  const where = { ...FULL_BATCH, eta: "h" };
  return [
    identityHolds(
      "both active: 1 + η(2 − 2N) = −11 + 2η − 2(a + b) < 0, so the neuron dies",
      "on",
      "-11 + 2*h - 2*a - 2*b",
      { ...where, Phi: "(3 + a)/h + (3 + b)/h", Psi: 0 },
    ),
    identityHolds("one active: its factor is −8 + 2η − (2a + b) <= −2", "on", "-8 + 2*h - 2*a - b", {
      ...where,
      Phi: "(3 + a)/h",
      Psi: "(3 + b)/h",
    }),
    identityHolds(
      "one active: the other factor is −2 − a, so the two change roles and grow for ever",
      "off",
      "-2 - a",
      { ...where, Phi: "(3 + a)/h", Psi: "(3 + b)/h" },
    ),
  ];
}

/**
 * From y², z² >= 6/α, both positive, the first step of either algorithm makes both coordinates negative. Gradient descent
 * keeps z/y; the step on a_0 does not, since its factors differ by α(2 − N), and N >= 12/α > 2.
 */
function diesApart(): Evidence[] {
  const where = { ...halfStep(), u: "(6 + a)/alpha", v: "(6 + b)/alpha" };
  return [
    identityHolds(
      "cyclic SGD, first step: on = 1 + 2α − 18 − 2a − b < 0",
      "on",
      "2*alpha - 17 - 2*a - b",
      where,
    ),
    identityHolds("cyclic SGD, first step: off = −5 − a < 0", "off", "-5 - a", where),
    identityHolds("and on − off = α(2 − N), so z/y changes", "on - off", "alpha*(2 - N)", halfStep()),
  ];
}

/** No δ > 0 serves every σ_init: at σ = 10^6 the probability is below 1.2e-5, and the bound decreases to 0. */
function noUniversalConstant(): Evidence {
  const bound = upperBound(1e6, "1/4");
  return certified(
    "one δ serves every σ_init (α = 1/4)",
    less(bound, interval(1.2e-5, 1.2e-5)) === "yes" ? "no" : "unknown",
    {
      margin: bound.hi,
      values: { probabilityAtMillion: bound.hi },
      witness: "P <= 2 erf(√(6/α)/σ) <= (4/√π)√(6/α)/σ → 0 as σ → ∞; at σ = 10^6 already P < 1.2e-5",
    },
  );
}

function theoremsHold(): Evidence[] {
  const kinds = [
    conclude(thm2.limit.check({ ...thm2.limit.subject, starts: 5 })).kind,
    conclude(thm4.limit.check(thm4.limit.subject)).kind,
  ];
  return [
    exactly("Theorem 2 (C04) gives the limit of gradient descent", kinds[0] === "holds"),
    exactly("Theorem 4 (C07) gives the limit of cyclic SGD", kinds[1] === "holds"),
  ];
}

function limitsDiffer(start: Plane): Evidence {
  const gd = fullBatchLimit(start, 2)!;
  return exactly("the limits differ: gradient descent keeps z/y, cyclic SGD ends with z = 0", gd[1]! > 0, {
    margin: 1,
    witness: `from (${start.join(", ")}) both end at a_0`,
  });
}

function check({ start, bound, seed }: Subject): Finding {
  const required = Rational.of(bound);
  const atOne = hypothesesEnclosure(point(1));
  const tests = [0.1, 0.5, 1, 2, 10].map((sigma) => ({
    sigma,
    expected: hypothesesProbability(sigma),
    ...estimate({ sigma, stepSize: 0.25, n: 2000, seed }),
  }));
  return {
    stated: [noUniversalConstant()],
    corrected: [
      ...theoremsHold(),
      limitsDiffer(start),
      ...largeStartsAreLost(),
      certified(
        `for σ_init <= 1 the probability is at least ${bound}`,
        greaterEqual(atOne, fromRational(required.n, required.d)),
        { margin: atOne.lo, values: { delta: atOne.lo } },
      ),
    ],
    illustrations: [
      ...diesApart(),
      ...tests.map((t) =>
        statistical(
          `share of starts with the hypotheses at σ = ${t.sigma}`,
          {
            n: t.n,
            estimate: t.hypotheses,
            expected: t.expected,
            standardError: Math.sqrt((t.expected * (1 - t.expected)) / t.n),
            z: 4,
          },
          { [`apart${t.sigma}`]: t.apart },
        ),
      ),
    ],
    margin: atOne.lo,
    note: "“Universal” fails when σ_init is free: the probability of two different minima is at most 2 erf(√(6/α)/σ_init). For each σ_init it is at least (1 − exp(−1/σ_init²))/8 (α <= 1/4), which is at least 0.079 for σ_init <= 1, the case of Corollary 3: the margin. The event itself has probability about 1/4 for small σ_init. A run that dies or diverges is counted as reaching no solution; if dead points counted, large σ_init would not refute, since both runs then die in different places.",
  };
}

/** C08. The margin is δ for σ_init <= 1. @paper autoencoder Corollary 5 */
export const apart: Claim<Subject> = claim<Subject>({
  id: "autoencoder/C08",
  seed: SEED,
  subject: { start: [0.4, 0.3], bound: "79/1000", seed: SEED },
  check,
  controls: [
    {
      what: "one active datum: both algorithms end at a_0",
      subject: { start: [0.4, -0.3], bound: "79/1000", seed: SEED },
    },
    {
      what: "1/8 in place of (1 − 1/e)/8",
      subject: { start: [0.4, 0.3], bound: "1/8", seed: SEED },
    },
  ],
});
