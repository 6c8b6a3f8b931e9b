/**
 * Conjecture 6: SGD (or cyclic SGD) with step size α = O(1) from any w(0) with an active datum converges almost surely to a datum
 * a_i, i ∈ S, for all m <= n.
 *
 * As printed it fails, for three reasons, each with an exact counterexample:
 *
 * 1. *No bound on ‖w(0)‖.* For m = n = 1 one update multiplies c by 1 + 2α(1 − c²), which is negative for
 *    c² > 1 + 1/(2α): whatever α > 0 is, an open set of starts dies at once.
 * 2. *α = O(1) is too weak.* Near a datum its own update multiplies c − 1 by 1 − 4α, so nothing converges to it
 *    for α > 1/2; at α = 3/4 the masses cycle through 1/3 and 4/3.
 * 3. *Cyclic SGD is deterministic*, so "almost surely" is no protection: for m = n = 2 and every α <= 1/4 there is a cycle of
 *    period two, and on every arc ‖w(0)‖² = const <= 1/2 a start that converges to neither datum (the basins of the two are
 *    open and disjoint, and the arc is connected).
 *
 * With ‖w(0)‖ < 1 and α <= 1/4 the SGD half is a theorem (`experiments/sgdProof`). The cyclic half, for almost every
 * start, stays open for m >= 3, and so do both halves for 1/4 < α < 1/2.
 *
 * @paper autoencoder Conjecture 6
 */
import { signHolds } from "../../claims/algebra";
import { type Claim, claim, type Finding } from "../../claims/claim";
import { certified, type Evidence, exactly, open, refutedBy } from "../../claims/evidence";
import { expander } from "../../symbolic/definitions";
import { Rational } from "../../symbolic/rational";
import { type Setting, SGD, sgdProof } from "./experiments/sgdProof";
import { CYCLE_EQUATION, symmetricCycle } from "./experiments/symmetricCycle";
import { FULL_BATCH, massStep } from "./massMap";

/** What is claimed for which runs. */
export interface Subject {
  /** Starts with ‖w(0)‖² up to here. */
  readonly largestNormSquared: string;
  readonly largestStep: string;
  /** Whether cyclic SGD is included. */
  readonly orders: "SGD and cyclic SGD" | "SGD";
  readonly model: Setting;
}

/** 1: does a start die in its first update? m = n = 1, rho = c². */
function survivesFirstUpdate({ largestNormSquared, largestStep }: Subject): Evidence {
  return signHolds(
    `m = n = 1, ‖w(0)‖² = rho <= ${largestNormSquared}: the first update keeps the datum active, 1 + 2α(1 − rho) > 0`,
    "1 + 2*a*(1 - rho)",
    ">",
    { rho: [0, largestNormSquared], a: [0, largestStep] },
  );
}

/** 1 again, for one plain start: α = 1/4, c = 4 → −26. */
function plainStart({ largestNormSquared }: Subject): Evidence {
  const c = Rational.of(4);
  const inside = c.mul(c).cmp(Rational.of(largestNormSquared)) <= 0;
  const next = c.mul(expander({ a: "1/4", c: "4" })("1 + 2*a*(1 - c^2)").toPolynomial().evaluate({}));
  return exactly("the start c = 4 at α = 1/4 is either excluded or survives", !inside || next.sign() > 0, {
    margin: next.toNumber(),
    witness: `m = n = 1, α = 1/4, w(0) = 4: w(1) = ${next}, no datum is active any more and w never moves again`,
  });
}

/** 2: is the datum attracting, and is there no exact cycle at the largest step? */
function attracts({ largestStep }: Subject): Evidence[] {
  const next = expander({ ...massStep(FULL_BATCH), Psi: 0, eta: largestStep })("Phi1").toPolynomial();
  const start = Rational.of("1/3");
  const once = next.evaluate({ Phi: start });
  const twice = next.evaluate({ Phi: once });
  return [
    signHolds("a datum attracts along itself: 1 − 4α > −1", "2 - 4*a", ">", { a: [0, largestStep] }),
    exactly(`m = 1, α = ${largestStep}: c² = 1/3 does not return after two updates`, !twice.equals(start), {
      margin: -1,
      witness: `m = n = 1, α = ${largestStep}: c² goes ${start} → ${once} → ${twice}, for ever`,
    }),
  ];
}

/**
 * 3: cyclic SGD with two data. The sign change proves the cycle for every α <= 1/4; the last two lines put a start on
 * every arc of radius below 1 that converges to neither datum.
 */
function decides(): Evidence[] {
  const a = [0, "1/4"] as const;
  const { y, z, normSquared, stable, unstable } = symmetricCycle(0.25);
  const signs = [
    signHolds("q(0)/α > 0", "q/a", ">", { a }, { where: { ...CYCLE_EQUATION, u: 0 } }),
    signHolds("q(1)/α < 0", "-q/a", ">", { a }, { where: { ...CYCLE_EQUATION, u: 1 } }),
  ];
  const saddle = stable.hi < 1 && unstable.lo > 1;
  const exists = signs.every((e) => e.outcome === "holds");
  return [
    ...signs,
    refutedBy(
      exactly("m = n = 2, cyclic: no cycle (y, z) → (z, y) → (y, z), for any α <= 1/4", !exists, {
        margin: -1,
        witness: `q changes sign on [0, 1] for every α in (0, 1/4]; at α = 1/4 the cycle is y ∈ ${y}, z ∈ ${z}`,
      }),
    ),
    ...arcs(a),
    certified(
      "the cycle at α = 1/4 is a saddle: only a curve of starts ends on it",
      saddle ? "yes" : "unknown",
      {
        margin: Math.min(1 - stable.hi, unstable.lo - 1),
        values: {
          cycleNormSquared: normSquared.lo,
          stableMultiplier: stable.hi,
          unstableMultiplier: unstable.lo,
        },
      },
    ),
  ];
}

/** On the arc y² + z² = const: the diagonal goes to a_0 (Theorem 4), and so does, with the roles exchanged, z = 2y to a_1. */
function arcs(a: readonly [number, string]): Evidence[] {
  const where = { on: "1 + a*(2 - 2*u - v)", off: "1 - a*u", v: "4*u" };
  const box = { u: [0, "1/10"], a } as const; // z = 2y, ‖w(0)‖² = 5u <= 1/2
  const steps = [
    signHolds("z = 2y, ‖w(0)‖² <= 1/2: the first update leaves z' > y'", "2*off - on", ">", box, { where }),
    signHolds(
      "and ‖w(1)‖ < 1, so Theorem 4 with the roles exchanged gives w → a_1",
      "1 - u*on^2 - v*off^2",
      ">",
      box,
      {
        where,
      },
    ),
    signHolds("both data attract, so their basins are open: 1 − 4α > −1 (and 1 − α² < 1)", "2 - 4*a", ">", {
      a,
    }),
  ];
  const both = steps.every((e) => e.outcome === "holds");
  return [
    ...steps,
    refutedBy(
      exactly(
        "m = n = 2, cyclic, ‖w(0)‖² <= 1/2: every start of an arc 1 <= z/y <= 2 converges to a datum",
        !both,
        {
          margin: -1,
          witness:
            "each arc starts in the open basin of a_0 and ends in the open basin of a_1; being connected it has a point in neither",
        },
      ),
    ),
  ];
}

function check(subject: Subject): Finding {
  const common = [survivesFirstUpdate(subject), plainStart(subject), ...attracts(subject)];
  if (subject.orders === "SGD") return { stated: [...common, ...sgdProof(subject.model)] };
  return {
    stated: [...common, ...decides()],
    corrected: [
      ...sgdProof(subject.model),
      open("cyclic SGD, α <= 1/4, ‖w(0)‖ < 1, m >= 3: almost every start converges to a datum", "sampled"),
    ],
    note: "Fails as printed: without a bound on ‖w(0)‖ an open set of starts dies in one update whatever α is; for α > 1/2 data repel; cyclic SGD has starts with ‖w(0)‖ < 1 that converge to no datum, for every α <= 1/4. What can be saved: for α <= 1/4 and ‖w(0)‖ < 1 the SGD half is a theorem for all m <= n (proved here, every inequality exactly). Open: cyclic SGD for almost every start with m >= 3, and 1/4 < α < 1/2.",
  };
}

/** C09. @paper autoencoder Conjecture 6 */
export const selection: Claim<Subject> = claim({
  id: "autoencoder/C09",
  seed: null,
  subject: { largestNormSquared: "16", largestStep: "3/4", orders: "SGD and cyclic SGD", model: SGD },
  check,
  controls: [
    {
      what: "ordinary SGD with ‖w(0)‖ <= 1 and α <= 1/4: no counterexample, and the proof goes through",
      subject: { largestNormSquared: "1", largestStep: "1/4", orders: "SGD", model: SGD },
    },
  ],
});
