/**
 * Lemma 33: the Hessian of the loss, where there is one.
 *
 * Inside an open orthant of the data coordinates m L = m/2 + Φ(N − 2)/2 is a polynomial. Entry (i, k) of its Hessian
 * falls into one of five kinds (active or idle, diagonal or not), so five identities prove the formula for all n.
 * On a wall c_ℓ = 0 the loss has no second derivative across the wall unless N = 2.
 *
 * @paper autoencoder Lemma 33
 */
import { identityHolds } from "../../claims/algebra";
import { type Claim, claim, type Finding } from "../../claims/claim";
import { type Evidence, exactly } from "../../claims/evidence";
import { expander } from "../../symbolic/definitions";
import { axis, curvature, generalCurvature } from "./curvature";

export interface Subject {
  /** Factor of the term ⟨w, a_ℓ⟩(a_ℓ wᵀ + w a_ℓᵀ); the paper has 2. */
  readonly cross: string;
}

/** m L up to a constant, with two named active coordinates c, d, two named idle ones e, f, and the rest A, B. */
const MASSES = { Phi: "c^2 + d^2 + A", Psi: "e^2 + f^2 + B" };

function second(x: string, y: string): string {
  return `${expander(MASSES)("Phi*(Phi + Psi - 2)/2").toPolynomial().derivative(x).derivative(y)}`;
}

/** The printed formula times m, by kind of entry, against the second derivatives: all n at once. */
function inOpenOrthants({ cross }: Subject): Evidence[] {
  const where = { ...MASSES, N: "Phi + Psi" };
  const rows: readonly (readonly [string, string, string])[] = [
    ["active diagonal entry", second("c", "c"), `(N - 2) + ${cross}*2*c^2 + Phi`],
    ["two active coordinates", second("c", "d"), `${cross}*(c*d + d*c)`],
    ["an active and an idle coordinate", second("c", "e"), `${cross}*c*e`],
    ["idle diagonal entry", second("e", "e"), "Phi"],
    ["two idle coordinates", second("e", "f"), "0"],
  ];
  return rows.map(([what, derivative, printed]) =>
    identityHolds(`${what}, every n`, derivative, printed, where),
  );
}

/** On every wall c_ℓ = 0: Φ = p0, N = n0, and ± a_ℓ has p1 = n1 = 0, n2 = 1, with p2 = 1 on the active side and 0 on the idle one. */
function acrossEveryWall(): Evidence[] {
  const along = { p1: "0", n1: "0", n2: "1", Phi: "p0", N: "n0" };
  const value = generalCurvature().toString();
  return [
    identityHolds("towards the active side of a wall: (Φ + N − 2)/m", value, "Phi + N - 2", {
      ...along,
      p2: "1",
    }),
    identityHolds("towards the idle side: Φ/m, the same for N = 2 only", value, "Phi", { ...along, p2: "0" }),
  ];
}

/** At w = a_1, m = n = 2, the second derivatives towards the two sides of the wall c_2 = 0. */
export function sidesAtDatum(): { inside: string; outside: string } {
  return {
    inside: `${curvature([1, 0], 2, axis(2, 1))}`,
    outside: `${curvature([1, 0], 2, axis(2, 1, -1))}`,
  };
}

function check(subject: Subject): Finding {
  const { inside, outside } = sidesAtDatum();
  const orthants = inOpenOrthants(subject);
  return {
    stated: [
      ...orthants,
      exactly(
        "on the wall c_2 = 0, at w = a_1 with m = n = 2, L has a second derivative along a_2",
        inside === outside,
        {
          margin: 0.5,
          witness: `towards c_2 > 0 it is ${inside}, towards c_2 < 0 it is ${outside}`,
        },
      ),
    ],
    corrected: [...orthants, ...acrossEveryWall()],
    note: "True where every data coordinate is non-zero. On a wall the printed formula with φ'(0) = 1 is the second derivative towards the active side only; with φ'(0) = 0 it is the one towards the idle side.",
  };
}

/** C50. */
export const hessianFormula: Claim<Subject> = claim({
  id: "autoencoder/C50",
  seed: null,
  subject: { cross: "2" },
  check,
  controls: [{ what: "factor 1 in place of 2 in the cross term", subject: { cross: "1" } }],
});
