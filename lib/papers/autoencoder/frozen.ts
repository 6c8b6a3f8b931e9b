/**
 * Without an active datum nothing moves: every update factor is one.
 *
 * @paper autoencoder Section 2.3 (before Theorem 2)
 */
import { identityHolds } from "../../claims/algebra";
import { type Claim, claim, type Finding } from "../../claims/claim";
import { enumerated } from "../../claims/evidence";
import { iterate, type Update } from "../../dynamics/descent";
import { cyclicOrder, iidOrder } from "../../dynamics/order";
import { fullBatchStep, sampleStep } from "../../models/autoencoder";
import { stream } from "../../random/source";
import { Rational } from "../../symbolic/rational";
import { FULL_BATCH } from "./massMap";

export interface Subject {
  /** Largest correlation among the data, <= 0 when S is empty. */
  readonly largest: string;
}

const SEED = 3;
const toNumber = (exact: string): number => Rational.of(exact).toNumber();

/** Whether GD, SGD and cyclic SGD leave (largest, −0.3, 0.2) with m = 2 exactly where it is for 50 updates. */
export function stays(largest: number): Record<"GD" | "SGD" | "cyclic SGD", boolean> {
  const start = [largest, -0.3, 0.2];
  const iid = iidOrder(2, stream(SEED, "autoencoder/frozen"));
  const cyclic = cyclicOrder(2);
  const updates: Record<"GD" | "SGD" | "cyclic SGD", Update> = {
    GD: (c) => fullBatchStep(c, 2, 0.4),
    SGD: (c, t) => sampleStep(c, iid(t), 0.25),
    "cyclic SGD": (c, t) => sampleStep(c, cyclic(t), 0.25),
  };
  const same = (update: Update): boolean => {
    const run = iterate(update, start, { steps: 50, detectDead: false, every: 0 });
    return run.final.every((c, i) => c === start[i]);
  };
  return { GD: same(updates.GD), SGD: same(updates.SGD), "cyclic SGD": same(updates["cyclic SGD"]) };
}

function check({ largest }: Subject): Finding {
  // Φ is the mass of the positive part: u = max(largest, 0)²
  const u = toNumber(largest) > 0 ? `(${largest})^2` : "0";
  const where = { Phi: u, u };
  const moved = Object.values(stays(toNumber(largest))).filter((stayed) => !stayed).length;
  return {
    stated: [
      identityHolds("GD: with Φ = 0 every coordinate is multiplied by 1", FULL_BATCH.off, "1", where),
      identityHolds(
        "SGD, cyclic SGD: a sample with u = 0 multiplies every other coordinate by 1",
        "1 - alpha*u",
        "1",
        where,
      ),
      identityHolds(
        "SGD, cyclic SGD: and adds nothing to its own",
        "c*(1 + alpha*(2 - N - u)) - c*(1 - alpha*u)",
        "0",
        { ...where, c: u === "0" ? "0" : largest },
      ),
    ],
    illustrations: [
      enumerated("50 updates of each algorithm leave the state bit for bit", {
        cases: 3,
        failures: moved,
        witness: `${moved} of 3 moved`,
      }),
    ],
    note: "From a Gaussian start this event has probability 2^(−m). The own factor at c_i < 0 is never applied, because φ' = 0 there.",
  };
}

/** C02. */
export const noMotion: Claim<Subject> = claim({
  id: "autoencoder/C02",
  seed: SEED,
  subject: { largest: "0" },
  check,
  controls: [{ what: "one correlation of 10^-6", subject: { largest: "1/1000000" } }],
});
