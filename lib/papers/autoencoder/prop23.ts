/**
 * Leaving a compact set: what can be computed about a statement of topology.
 *
 * The proposition is about every continuous F and every V continuous on a compact K. No computation proves that; a
 * short argument does (see {@link leaving}). What is computed is (1) that the supremum of the printed proof need not
 * be negative, since V∘F need not be continuous on K, and (2) that on the compact sets of the paper's proof the decrease
 * has a positive lower bound for every α, N_0, V_star and N_star, so that each application is right.
 *
 * @paper autoencoder Proposition 23
 */
import { identityHolds, signHolds } from "../../claims/algebra";
import { type Claim, claim, type Finding } from "../../claims/claim";
import { type Evidence, exactly, open } from "../../claims/evidence";
import { requirePositive } from "../../core/errors";
import { Rational } from "../../symbolic/rational";
import { type Plane, potential, twoStep } from "./cyclicMap";
import { halfStep, MASTER } from "./halfStep";
import { PRINTED, potentialFalls } from "./prop27";

export interface Subject {
  /** Whether K is taken with its boundary. */
  readonly set: "compact" | "without its limit point";
}

/**
 * K = [0, 1], F(x) = x + 2, V = 0 on K, V(2) = −1 and V(2 + x) = −x for x > 0: V is continuous on K, V(F(x)) < V(x) on
 * K, and yet the supremum of V(F(x)) − V(x) is 0, which the printed proof excludes.
 */
function supremumMayVanish(): Evidence {
  const decrease = (x: Rational): Rational => (x.isZero() ? Rational.of(-1) : x.neg());
  const points = Array.from({ length: 200 }, (_, k) => Rational.of(1, 2n ** BigInt(k)));
  const negative = points.every((x) => decrease(x).sign() < 0) && decrease(Rational.ZERO).sign() < 0;
  const above = points.some((x) => decrease(x).cmp("-1e-50") > 0);
  return exactly("a V continuous on K only, with V(F) < V on K but sup (V(F) − V) = 0", negative && above);
}

/** The decrease is bounded away from 0 on K_1 and K_2, for all the sets of the paper's proof at once. */
function applications(): Evidence[] {
  return [
    ...potentialFalls(PRINTED),
    identityHolds("N(F) − N after the first step", "N1 - N", MASTER.increment, {
      ...halfStep(),
      B: MASTER.B,
    }),
    signHolds(
      "so N(F) − N >= 4αu(1 − N) > 0 for N < 1",
      "B",
      ">=",
      { u: [0, 1], v: [0, 1] },
      {
        where: { B: MASTER.B },
      },
    ),
  ];
}

/** K = (0, 1], F(x) = x/2, V(x) = x: V(F) < V on K, and the orbit of 1 never leaves K. */
function halvingStays(): Evidence {
  let x = Rational.ONE;
  let stays = true;
  for (let t = 0; t < 100; t++) {
    const next = x.div(2);
    stays = stays && next.cmp(x) < 0 && next.sign() > 0 && next.cmp(1) <= 0;
    x = next;
  }
  return exactly("an orbit in a K that lacks its limit point leaves K", !stays, {
    margin: 1,
    witness: "K = (0, 1], F(x) = x/2, V(x) = x: x_t = 2^−t stays in K for ever",
  });
}

/**
 * Pairs of steps until the orbit leaves {V >= floor}, and the bound that the rate 1 − V(F)/V >= α³N_0/(5(1 + 2α)) gives.
 *
 * @example leavingTime([0.1, 0.08], 0.25, 0.1).steps < leavingTime([0.1, 0.08], 0.25, 0.1).bound // true
 */
export function leavingTime(
  start: Plane,
  stepSize: number,
  floor: number,
): { readonly steps: number; readonly bound: number } {
  requirePositive("floor", floor);
  const norm = start[0] ** 2 + start[1] ** 2;
  const rate = (stepSize ** 3 * norm) / (5 * (1 + 2 * stepSize));
  const bound = Math.ceil(Math.log(floor / potential(start)) / Math.log1p(-rate));
  let state: Plane = start;
  let steps = 0;
  for (; steps < bound && potential(state) >= floor; steps++) state = twoStep(state, stepSize);
  return { steps, bound };
}

function check({ set }: Subject): Finding {
  if (set !== "compact") return { stated: [halvingStays()] };
  return {
    stated: [
      ...applications(),
      open("the statement for all continuous F and all V continuous on a compact K", "sampled"),
    ],
    illustrations: [supremumMayVanish()],
    note: "True, but by an argument, not by computation: if the orbit stayed in K, V(x_t) would decrease to a limit V*, V would equal V* on the limit set of the orbit, which F maps into itself, so V(F(p)) = V(p) there. The printed proof takes a supremum of V∘F, which may be 0 when V is continuous on K only. In the paper V is continuous on K ∪ F(K), and the decrease on K_1, K_2 has the explicit bound that is certified here; Theorem 4 is proved here without this proposition.",
  };
}

/** C36. @paper autoencoder Proposition 23 */
export const leaving: Claim<Subject> = claim<Subject>({
  id: "autoencoder/C36",
  seed: null,
  subject: { set: "compact" },
  check,
  controls: [
    { what: "K without its limit point: the orbit stays", subject: { set: "without its limit point" } },
  ],
});
