import assert from "node:assert/strict";
import { test } from "node:test";
import { DomainError } from "../../lib/core/errors";
import { expander } from "../../lib/symbolic/definitions";
import { nonRoot, proveIdentity } from "../../lib/symbolic/identity";
import { Polynomial } from "../../lib/symbolic/polynomial";

const halfStep = {
  u_next: "u*(1 + alpha*(2 - 2*u - v))^2",
  v_next: "v*(1 - alpha*u)^2",
  N: "u + v",
  N_next: "u_next + v_next",
};
const diagonal = {
  y1: "y*(1 + alpha*(2 - 3*y^2))",
  z1: "y*(1 - alpha*y^2)",
  y2: "y1*(1 - alpha*z1^2)",
  z2: "z1*(1 + alpha*(2 - 2*z1^2 - y1^2))",
  delta: "2*alpha*(1 - y^2)/(1 - alpha*y^2)",
  w: "1 - alpha*y^2",
  b: "1 - alpha",
};
const minimum = { f: "4*w_min^3 - 5*b*w_min^2 + 2*w_min*b^2 - b", w_min: "(-b^2 + 6*b + 3)/8" };

/** True identities, each with one coefficient to spoil. */
const identities = [
  {
    name: "the change of the squared norm in a half step",
    lhs: "N_next",
    rhs: "N + 4*alpha*u*(1 - N) + alpha^2*u*((2 - 2*u - v)^2 + u*v)",
    spoiled: "N + 4*alpha*u*(1 - N) + alpha^2*u*((2 - 2*u - v)^2 + 2*u*v)",
    where: halfStep,
  },
  {
    name: "y1 = (1 + δ) z1 on the diagonal",
    lhs: "y1",
    rhs: "(1 + delta)*z1",
    spoiled: "(1 - delta)*z1",
    where: diagonal,
  },
  {
    name: "the grouping in δ",
    lhs: "y2 - z2",
    rhs: "z1*(delta - 2*alpha) + alpha*z1^3*(2 + delta + delta^2)",
    spoiled: "z1*(delta - 2*alpha) + alpha*z1^3*(2 + delta + 2*delta^2)",
    where: diagonal,
  },
  {
    name: "the factorisation in w and b",
    lhs: "y2 - z2",
    rhs: "2*alpha*z1*y^2/w*(4*w^3 - 5*b*w^2 + 2*w*b^2 - b)",
    spoiled: "2*alpha*z1*y^2/w*(4*w^3 - 5*b*w^2 + 2*w*b^2 - 2*b)",
    where: diagonal,
  },
  {
    name: "the value at w_min",
    lhs: "f",
    rhs: "-(1/128)*(b - 1)^2*(b^4 - 6*b^3 - 2*b^2 + 2*b - 27)",
    spoiled: "-(1/128)*(b - 1)^2*(b^4 - 6*b^3 - 2*b^2 + 2*b - 28)",
    where: minimum,
  },
];

for (const { name, lhs, rhs, spoiled, where } of identities) {
  test(`${name}: proved, and refuted with a witness when one coefficient is spoiled`, () => {
    const verdict = proveIdentity(lhs, rhs, { where });
    assert.equal(verdict.kind, "proved");
    assert.ok(verdict.residual.isZero());
    const control = proveIdentity(lhs, spoiled, { where });
    assert.ok(control.kind === "refuted");
    assert.ok(!control.residual.isZero());
    const expand = expander(where);
    assert.ok(expand(lhs).evaluate(control.witness).equals(control.lhsAtWitness));
    assert.ok(expand(spoiled).evaluate(control.witness).equals(control.rhsAtWitness));
    assert.ok(!control.lhsAtWitness.equals(control.rhsAtWitness));
  });
}

test("the two sides are typeset as written", () => {
  const plain = (value: object) =>
    (value as Record<symbol, () => Record<string, string>>)[Symbol.for("Jupyter.display")]!();
  assert.match(plain(proveIdentity("(a + b)^2", "a^2 + 2*a*b + b^2"))["text/plain"]!, /^proved/);
  const false_ = plain(proveIdentity("alpha*b", "2*alpha*b"));
  assert.equal(
    false_["text/latex"],
    "$$\\alpha b \\neq 2 \\alpha b \\quad\\text{at } \\alpha = 1,\\; b = 1$$",
  );
  assert.equal(false_["text/plain"], "refuted: 1 ≠ 2 at alpha = 1, b = 1");
  const verdict = proveIdentity("N_next - N", "4*alpha*u*(1 - N)", { where: halfStep });
  assert.equal(verdict.lhsTex, "N' - N");
  assert.equal(verdict.rhsTex, "4 \\alpha u (1 - N)");
});

test("a witness avoids poles and roots of high degree", () => {
  const roots = Array.from({ length: 7 }, (_, i) => `(x - ${i - 3})`).join("*");
  const point = nonRoot([Polynomial.parse(roots), Polynomial.parse("x - y")]);
  assert.ok(!Polynomial.parse(`${roots}*(x - y)`).evaluate(point).isZero());
  const verdict = proveIdentity("1/(x - 1)", "1/(x - 2)");
  assert.ok(verdict.kind === "refuted" && !verdict.lhsAtWitness.equals(verdict.rhsAtWitness));
});

test("definitions may be polynomials or numbers, and circular ones are refused", () => {
  assert.equal(proveIdentity(Polynomial.parse("x + c"), "x + 1/2", { where: { c: 0.5 } }).kind, "proved");
  assert.equal(expander({ N: "u + v", v: "2*u" })("N^2").toString(), "9*u^2");
  assert.throws(() => proveIdentity("a", "b", { where: { a: "b + 1", b: "2*a" } }), /a → b → a/);
  assert.throws(() => proveIdentity("x", "x", { where: { x: "x + 1" } }), DomainError);
});
