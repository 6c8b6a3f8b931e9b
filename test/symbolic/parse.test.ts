import assert from "node:assert/strict";
import { test } from "node:test";
import { DomainError } from "../../lib/core/errors";
import { texName } from "../../lib/symbolic/names";
import { parseExpression } from "../../lib/symbolic/parse";
import { RationalFunction } from "../../lib/symbolic/rationalFunction";
import { expressionTex, nodeTex, texText } from "../../lib/symbolic/tex";

const value = (text: string) => RationalFunction.parse(text).toString();

test("precedence, signs and exact decimals", () => {
  assert.equal(value("-x^2"), "-x^2");
  assert.equal(value("2 - 3 - 4"), "-5");
  assert.equal(value("2/3/4"), "1/6");
  assert.equal(value("2^3^2"), "512");
  assert.equal(value("x^-2*x^3"), "x");
  assert.equal(value("0.1 + 0.2"), "3/10");
  assert.equal(value("0.12345678901234567890123"), "12345678901234567890123/100000000000000000000000");
  assert.equal(value(".5e-3"), "1/2000");
  assert.equal(value("α*β + c_1 - (-c_1)"), "α*β + 2*c_1");
});

test("unsupported parts are named, with position and remedy", () => {
  const cases: [string, RegExp][] = [
    ["x + sin(x)", /sin\(…\).*where.*position 5/],
    ["u(1 + x)", /u\*\(…\)/],
    ["2 + x^y", /integers as exponents.*x \^ y.*position 5/],
    ["x^(1/2)", /integers as exponents/],
    ["1/2x", /two readings/],
    ["2 x", /every product with \*/],
    ["x == 2", /only \+ - \* \//],
    ["[1, 2]", /only \+ - \* \//],
    ["x!", /Factorials/],
    ["x'", /u_next/],
    ["NaN", /only \+ - \* \//],
    ["true", /only \+ - \* \//],
    ["0x10", /decimal or a fraction/],
    ["x % 2", /fraction/],
  ];
  for (const [text, message] of cases) {
    assert.throws(
      () => RationalFunction.parse(text),
      (error: Error) => {
        assert.ok(error instanceof DomainError, text);
        assert.match(error.message, message, text);
        return true;
      },
    );
  }
});

test("syntax errors point at the character", () => {
  assert.throws(() => parseExpression("2*(x + 1"), /\n {2}2\*\(x \+ 1\n {10}\^/);
  assert.throws(() => parseExpression(""), DomainError);
  assert.throws(() => parseExpression(3 as never), DomainError);
});

test("names become Greek letters, subscripts and primes", () => {
  const names: Record<string, string> = {
    x: "x",
    alpha: "\\alpha",
    Phi: "\\Phi",
    η: "\\eta",
    c_1: "c_1",
    y0: "y_0",
    x12: "x_{12}",
    w_min: "w_{\\min}",
    sigma_init: "\\sigma_{\\mathrm{init}}",
    u_next: "u'",
    c_1_next: "c_1'",
    x_1_2: "x_{1,2}",
    rate: "\\mathrm{rate}",
  };
  for (const [name, tex] of Object.entries(names)) assert.equal(texName(name), tex);
});

test("TeX keeps the written form", () => {
  const forms: Record<string, string> = {
    "-(1/128)*(b - 1)^2*(b^4 - 6*b)": "-\\tfrac{1}{128} (b - 1)^{2} (b^{4} - 6 b)",
    "u*(1 + alpha*(2 - 2*u - v))^2": "u (1 + \\alpha (2 - 2 u - v))^{2}",
    "(x + 1)/(1 - x)": "\\frac{x + 1}{1 - x}",
    "(1/(1 - x))^2": "\\left(\\frac{1}{1 - x}\\right)^{2}",
    "x*2 - 3*4": "x \\cdot 2 - 3 \\cdot 4",
    "u_next^2": "{u'}^{2}",
    "a - (b - c)": "a - (b - c)",
    "1e-3*x^(-1)": "1\\cdot 10^{-3} x^{-1}",
    "-(1/128)*(b - 1)^2*w_min": "-\\tfrac{1}{128} (b - 1)^{2} w_{\\min}",
    "5/8*Psi": "\\tfrac{5}{8} \\Psi",
    "a*(-b)": "a (-b)",
  };
  for (const [text, tex] of Object.entries(forms)) assert.equal(expressionTex(text), tex);
  assert.equal(nodeTex(parseExpression("x + 1")), "x + 1");
  assert.equal(expressionTex(0.5), "\\tfrac{1}{2}");
  assert.equal(texText("50% of $x_1$ & a_b"), "50\\% of $x_1$ \\& a\\_b");
});
