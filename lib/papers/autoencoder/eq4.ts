/**
 * Equation (4): the gradient of the pointwise loss.
 *
 * In terms of the scalars t = ⟨w, x⟩, N = ‖w‖² and X = ‖x‖² the loss of an active sample is (X − 2t² + t²N)/2, since
 * φ(t)² = φ(t)t. Its gradient is a combination p x + q w with ∇t = x and ∇N = 2w, so both sides of (4) are compared
 * through their two coefficients: that proves (4) in every dimension. The expansion in coordinates for n = 2, 3
 * is a second, independent route.
 *
 * @paper autoencoder eq. (4)
 */
import { identityHolds } from "../../claims/algebra";
import { type Claim, claim, type Finding } from "../../claims/claim";
import { type Evidence, sampled } from "../../claims/evidence";
import { pointGradient, pointLoss } from "../../models/autoencoderAmbient";
import { stream } from "../../random/source";
import { gaussianVector } from "../../random/sphere";
import { expander } from "../../symbolic/definitions";

/** The printed gradient p x + q w, by its two coefficients in t and N. */
export interface PrintedGradient {
  /** Coefficient of x: from x wᵀ(w t − x) and −t x. */
  readonly alongX: string;
  /** Coefficient of w. */
  readonly alongW: string;
}

/** [x wᵀ + t I](w t − x), expanded: x (N t − t) + t (w t − x). */
export const PRINTED: PrintedGradient = { alongX: "(N*t - t) - t", alongW: "t*t" };

const SEED = 4;

function inEveryDimension(printed: PrintedGradient): Evidence[] {
  const loss = expander()("(X - 2*t^2 + t^2*N)/2").toPolynomial();
  return [
    identityHolds("coefficient of x, every n (active sample)", `${loss.derivative("t")}`, printed.alongX),
    identityHolds("coefficient of w, every n (active sample)", `2*(${loss.derivative("N")})`, printed.alongW),
  ];
}

/**
 * Each coordinate of (4) for an active sample, expanded in w_1..w_n, x_1..x_n: the derivative of the loss against p x + q w,
 * and p x + q w against row k of the printed product [x wᵀ + t I](w t − x).
 */
function inCoordinates(printed: PrintedGradient, n: number): Evidence[] {
  const names = Array.from({ length: n }, (_, k) => k + 1);
  const sum = (f: (k: number) => string): string => `(${names.map(f).join(" + ")})`;
  const where = { t: sum((k) => `w${k}*x${k}`), N: sum((k) => `w${k}^2`) };
  const residual = sum((k) => `(x${k} - w${k}*t)^2`);
  const loss = expander(where)(`${residual}/2`).toPolynomial();
  const combination = (k: number): string => `(${printed.alongX})*x${k} + (${printed.alongW})*w${k}`;
  const row = (k: number): string => sum((j) => `(x${k}*w${j} + ${j === k ? "t" : "0"})*(w${j}*t - x${j})`);
  return names.flatMap((k) => [
    identityHolds(
      `coordinate ${k} of ${n} (active sample)`,
      `${loss.derivative(`w${k}`)}`,
      combination(k),
      where,
    ),
    identityHolds(`row ${k} of the printed product, n = ${n}`, row(k), combination(k), where),
  ]);
}

/** Largest difference between (4) and central differences at random points away from the kink, n = 5. */
export function differenceError(points: number, step = 1e-5): number {
  const source = stream(SEED, "autoencoder/eq4");
  let worst = 0;
  for (let k = 0; k < points; k++) {
    const w = gaussianVector(source, 5);
    const x = gaussianVector(source, 5);
    const t = w.reduce((s, wi, i) => s + wi * x[i]!, 0);
    if (Math.abs(t) < 0.1) continue;
    const g = pointGradient(w, x);
    for (let i = 0; i < 5; i++) {
      const up = w.slice();
      const down = w.slice();
      up[i]! += step;
      down[i]! -= step;
      worst = Math.max(worst, Math.abs((pointLoss(up, x) - pointLoss(down, x)) / (2 * step) - g[i]!));
    }
  }
  return worst;
}

function check(printed: PrintedGradient): Finding {
  const error = differenceError(200);
  return {
    stated: [
      ...inEveryDimension(printed),
      ...inCoordinates(printed, 2),
      ...inCoordinates(printed, 3),
      identityHolds(
        "at the kink t = 0 the coefficient of x vanishes: the value of φ'(0) does not matter",
        printed.alongX,
        "0",
        { t: "0" },
      ),
      identityHolds("at the kink t = 0 the coefficient of w vanishes", printed.alongW, "0", { t: "0" }),
    ],
    illustrations: [
      sampled(
        "central differences agree to 1e-7 at 200 random points (n = 5)",
        { n: 200, worst: 1e-7 - error, witness: `error ${error}` },
        { differenceError: error },
      ),
    ],
    note: "Holds at every w: the loss depends on φ(t)², which is continuously differentiable, so the convention φ'(0) = 1 is harmless here (it is not in Lemma 33).",
  };
}

/** C01. */
export const gradientFormula: Claim<PrintedGradient> = claim({
  id: "autoencoder/C01",
  seed: SEED,
  subject: PRINTED,
  check,
  controls: [{ what: "the term x wᵀ left out", subject: { ...PRINTED, alongX: "-t" } }],
});
