/** The elementary functions, one family a module: each encloses its values with a proof in the module's head. */
export { erf } from "./errorFunction";
export { exp, expm1 } from "./exponential";
export { cosh, sinh, tanh } from "./hyperbolic";
export { acos, asin, atan } from "./inverse";
export { log, log1p } from "./logarithm";
export { cos, sin, tan } from "./trigonometric";
