import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { DomainError } from "../../lib/core/errors";
import { divideOut, proveSign } from "../../lib/symbolic/bernstein";
import { expander } from "../../lib/symbolic/definitions";
import { Polynomial } from "../../lib/symbolic/polynomial";
import { Rational } from "../../lib/symbolic/rational";

const term = fc.record({
  coefficient: fc.integer({ min: -6, max: 6 }),
  exponents: fc.record({ x: fc.integer({ min: 0, max: 4 }), y: fc.integer({ min: 0, max: 3 }) }),
});
const polynomial = fc.array(term, { minLength: 1, maxLength: 6 }).map((terms) => Polynomial.fromTerms(terms));
const unit = fc.integer({ min: 0, max: 60 }).map((n) => Rational.of(n, 60));

/** p relation 0 as a fact about one value. */
function holds(value: Rational, relation: string): boolean {
  const s = value.sign();
  return relation === ">" ? s > 0 : relation === ">=" ? s >= 0 : relation === "<" ? s < 0 : s <= 0;
}

test("verdicts agree with exact values at random points of the box", () => {
  const counts = { proved: 0, refuted: 0, undecided: 0 };
  fc.assert(
    fc.property(
      polynomial,
      fc.constantFrom(">", ">=", "<", "<=" as const),
      fc.array(fc.tuple(unit, unit), { minLength: 20, maxLength: 20 }),
      (p, relation, samples) => {
        const box = { x: ["-1/2", "3/4"], y: [0, "5/3"] } as const;
        const decision = proveSign(p, box, relation, { budget: 300 });
        counts[decision.kind]++;
        if (decision.kind === "refuted") {
          assert.ok(p.evaluate(decision.witness).equals(decision.value));
          assert.ok(!holds(decision.value, relation));
          assert.ok(decision.witness.x!.cmp("-1/2") >= 0 && decision.witness.x!.cmp("3/4") <= 0);
          assert.ok(decision.witness.y!.cmp(0) >= 0 && decision.witness.y!.cmp("5/3") <= 0);
        }
        if (decision.kind !== "proved") return;
        assert.ok(decision.marginNumber >= 0 && Rational.of(decision.marginNumber).cmp(decision.margin) <= 0);
        if (relation === ">" || relation === "<") assert.equal(decision.margin.sign(), 1);
        for (const [s, t] of samples) {
          const value = p.evaluate({ x: Rational.of("-1/2").add(s.mul("5/4")), y: t.mul("5/3") });
          assert.ok(holds(value, relation));
          const size = relation.startsWith("<") ? value.neg() : value;
          assert.ok(size.cmp(decision.margin) >= 0);
        }
      },
    ),
    { seed: 5, numRuns: 600 },
  );
  assert.ok(counts.proved > 40 && counts.refuted > 200 && counts.undecided > 0, JSON.stringify(counts));
});

test("shifting a polynomial across its minimum changes the verdict", () => {
  // Minimum 0 at (1/3, 2/7), which is no dyadic point.
  const p = Polynomial.parse("(3*x - 1)^2 + (7*y - 2)^2 + (3*x - 1)*(7*y - 2)");
  const box = { x: [0, 1], y: [0, 1] } as const;
  const above = proveSign(p.add("1/1000"), box, ">");
  const below = proveSign(p.sub("1/1000"), box, ">");
  const touching = proveSign(p, box, ">=", { budget: 500 });
  assert.equal(above.kind, "proved");
  assert.ok(above.kind === "proved" && above.margin.cmp("1/1000") <= 0);
  assert.equal(below.kind, "refuted");
  assert.ok(touching.kind === "undecided" && touching.remaining.length > 0);
});

test("a zero on a face permits >= but never >", () => {
  const box = { x: [0, 1], y: [0, 1] } as const;
  const p = Polynomial.parse("x*(1 + y - x*y)");
  const weak = proveSign(p, box, ">=");
  assert.ok(weak.kind === "proved" && weak.margin.isZero());
  assert.equal(proveSign(p, box, ">").kind, "refuted");
  // The zero (1/3, 0) of an edge is no corner of any sub-box: open, never proved.
  const edge = Polynomial.parse("(3*x - 1)^2 + y");
  assert.equal(proveSign(edge, box, ">").kind, "undecided");
  assert.equal(proveSign(divideOut(p, "x"), box, ">").kind, "proved");
  assert.throws(() => divideOut(p, "y"), /without remainder/);
});

test("the budget is respected and named", () => {
  const p = Polynomial.parse("(x - y)^2 + 1/1000000");
  const decision = proveSign(p, { x: [0, 1], y: [0, 1] }, ">", { budget: 50 });
  assert.ok(decision.kind === "undecided" && decision.boxes === 50 && /budget of 50/.test(decision.reason));
});

test("the examples of the documentation, and the display", () => {
  assert.equal(proveSign("x^2 - x + 1", { x: [0, 1] }, ">").kind, "proved");
  const zero = proveSign("x*(1 - x)", { x: [0, 1] }, ">=");
  assert.ok(zero.kind === "proved" && zero.margin.isZero());
  assert.equal(divideOut("x^3 - 2*x^2 + x", "(1 - x)^2").toString(), "x");
  const bundle = (zero as unknown as Record<symbol, () => object>)[Symbol.for("Jupyter.display")]!();
  assert.deepEqual(bundle, {
    "text/markdown": "**proved**: $-x^{2} + x \\ge 0$ for $x \\in [0, 1]$ (1 boxes, margin 0)",
    "text/plain": "proved: -x^2 + x >= 0 for x in [0, 1] (1 boxes, margin 0)",
  });
});

test("constants, degenerate boxes and unused bounds", () => {
  assert.equal(proveSign(3, {}, ">").kind, "proved");
  assert.equal(proveSign(0, {}, ">").kind, "refuted");
  assert.equal(proveSign(0, { x: [0, 1] }, ">=").kind, "proved");
  const point = proveSign("x^2 - 1/4", { x: ["1/3", "1/3"], q: [0, 1] }, "<");
  assert.ok(point.kind === "proved" && point.margin.equals("5/36"));
  const refuted = proveSign("x - 1", { x: [0, 2], q: [7, 8] }, "<");
  assert.ok(refuted.kind === "refuted" && refuted.witness.q!.equals(7));
});

test("bad boxes are refused", () => {
  assert.throws(() => proveSign("x*y", { x: [0, 1] }, ">"), /give bounds to "y"/);
  assert.throws(() => proveSign("x", { x: [1, 0] }, ">"), DomainError);
  assert.throws(() => proveSign("x", { x: [0, Number.NaN] }, ">"), DomainError);
  assert.throws(() => proveSign("x", { x: [0, 1] }, "=" as never), DomainError);
});

test("the potential of full-batch descent contracts on the triangle, through s and t", () => {
  // W = Φ + 5/8 Ψ; the triangle Φ, Ψ >= 0, W <= 1 is the image of the unit square.
  const expand = expander({
    W: "Phi + 5/8*Psi",
    W_next: "Phi*(1 + eta*(2 - 2*Phi - Psi))^2 + 5/8*Psi*(1 - eta*Phi)^2",
  });
  const gap = expand("1 - W_next - (1 - 5*eta*Phi)*(1 - W)").toPolynomial();
  const square = gap.substitute({ Phi: "s", Psi: "8/5*(1 - s)*t" });
  const box = { s: [0, 1], t: [0, 1], eta: [0, "1/5"] } as const;
  assert.equal(proveSign(square, box, ">=").kind, "proved");
  const sabotaged = expand("1 - W_next - (1 - 4*eta*Phi)*(1 - W)").toPolynomial();
  const control = proveSign(sabotaged.substitute({ Phi: "s", Psi: "8/5*(1 - s)*t" }), box, ">=");
  assert.equal(control.kind, "refuted");
});

test("degree ten in three variables", () => {
  const p = Polynomial.parse("((x - 1/2)^2 + (y - 1/3)^2 + (z - 2/3)^2)^5 + 1/1000000");
  const decision = proveSign(p, { x: [0, 1], y: [0, 1], z: [0, 1] }, ">");
  assert.ok(decision.kind === "proved" && decision.margin.cmp("1/1000000") <= 0);
});
