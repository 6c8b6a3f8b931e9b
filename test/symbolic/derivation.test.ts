import assert from "node:assert/strict";
import { test } from "node:test";
import { DomainError } from "../../lib/core/errors";
import { proveSign } from "../../lib/symbolic/bernstein";
import { derivation } from "../../lib/symbolic/derivation";

const given = { N: "u + v", u_next: "u*(1 + alpha*(2 - 2*u - v))^2", v_next: "v*(1 - alpha*u)^2" };
const chain = [
  { expression: "u_next + v_next" },
  { expression: "u*(1 + alpha*(2 - N - u))^2 + (N - u)*(1 - alpha*u)^2", by: "$2u + v = N + u$" },
  { expression: "N + 4*alpha*u*(1 - N) + alpha^2*u*((2 - 2*u - v)^2 + u*v)", by: "expand" },
];

test("a correct chain is checked", () => {
  const result = derivation({ title: "Norm", given, steps: chain });
  assert.equal(result.kind, "checked");
  assert.ok(result.kind === "checked" && result.relation === "=");
  assert.match(result.toTex(), /^\\begin\{aligned\}& u' \+ v' \\\\ & = u \(1 \+ \\alpha/);
});

test("a wrong coefficient breaks the chain at its own step, with the residual", () => {
  const steps = chain.with(1, {
    expression: "u*(1 + alpha*(2 - N - u))^2 + (N - u)*(1 - 2*alpha*u)^2",
    by: "wrong",
  });
  const result = derivation({ title: "Norm", given, steps });
  assert.ok(result.kind === "broken" && result.at === 1);
  assert.ok(result.residual.equals("v*(1 - alpha*u)^2 - v*(1 - 2*alpha*u)^2"));
  const last = derivation({
    title: "Norm",
    given,
    steps: chain.with(2, { expression: "N + 4*alpha*u*(1 - N)" }),
  });
  assert.ok(last.kind === "broken" && last.at === 2);
});

test("an inequality needs evidence for exactly its difference", () => {
  const box = { u: [0, 1], alpha: [0, "1/4"], N: [0, 1] } as const;
  const gain = proveSign("alpha*u", box, ">=");
  const room = proveSign("1 - N", box, ">=");
  const steps = [
    { expression: "N + 4*alpha*u*(1 - N)" },
    { expression: "N", by: "$N \\le 1$", relation: ">=" as const },
  ];
  const proved = derivation({
    title: "Growth",
    steps: steps.with(1, { ...steps[1]!, because: [gain, room] } as never),
  });
  assert.ok(proved.kind === "checked" && proved.relation === ">=");
  assert.ok(proved.region.alpha![1].equals("1/4"));
  const bare = derivation({ title: "Growth", steps });
  assert.ok(bare.kind === "broken" && /no evidence/.test(bare.reason));
  const partial = derivation({
    title: "Growth",
    steps: steps.with(1, { ...steps[1]!, because: gain } as never),
  });
  assert.ok(partial.kind === "broken" && /sign of the factor/.test(partial.reason));
  const reversed = steps.with(1, { ...steps[1]!, relation: "<=", because: [gain, room] } as never);
  const wrongWay = derivation({ title: "Growth", steps: reversed });
  assert.ok(wrongWay.kind === "broken" && /opposite sign/.test(wrongWay.reason));
  const refuted = proveSign("1 - N", { N: [0, 2] }, ">=");
  const because = [gain, refuted];
  const false_ = derivation({ title: "Growth", steps: steps.with(1, { ...steps[1]!, because } as never) });
  assert.ok(false_.kind === "broken" && /refuted/.test(false_.reason));
});

test("denominators need strict positivity, squares none", () => {
  const positive = proveSign("1 - alpha*u", { alpha: [0, "1/4"], u: [0, 1] }, ">");
  const weak = proveSign("1 - alpha*u", { alpha: [0, "1/4"], u: [0, 1] }, ">=");
  const steps = (because: unknown, relation = ">=") =>
    [{ expression: "(u - v)^2/(1 - alpha*u)" }, { expression: 0, relation, because }] as never;
  const square = { square: "u - v" };
  assert.equal(derivation({ title: "q", steps: steps([square, positive]) }).kind, "checked");
  assert.equal(derivation({ title: "q", steps: steps([square, weak]) }).kind, "broken");
  assert.equal(derivation({ title: "q", steps: steps([square, positive], ">") }).kind, "broken");
});

test("chains that turn round, or are too short, are refused", () => {
  const steps = [
    { expression: "x" },
    { expression: "x", relation: "<=" },
    { expression: "x", relation: ">=" },
  ];
  assert.throws(() => derivation({ title: "t", steps: steps as never }), DomainError);
  assert.throws(() => derivation({ title: "t", steps: [{ expression: "x" }] }), DomainError);
});

test("the display carries LaTeX, Markdown and text, and marks the broken step", () => {
  const bundleOf = (value: object) =>
    (value as Record<symbol, () => Record<string, string>>)[Symbol.for("Jupyter.display")]!();
  const good = bundleOf(derivation({ title: "Norm", given, steps: chain }));
  assert.deepEqual(Object.keys(good), ["text/latex", "text/markdown", "text/plain"]);
  assert.match(good["text/latex"]!, /^\$\$\\begin\{aligned\}.*&& \\text\{expand\}\\end\{aligned\}\$\$$/);
  assert.match(good["text/markdown"]!, /where \$N = u \+ v\$/);
  const bad = derivation({ title: "Norm", given, steps: chain.with(2, { expression: "N" }) });
  assert.match(bundleOf(bad)["text/latex"]!, /\\color\{red\}/);
  assert.match(bundleOf(bad)["text/plain"]!, /broken at step 2/);
  assert.deepEqual(Object.keys(bad).includes("Jupyter.display"), false);
});
