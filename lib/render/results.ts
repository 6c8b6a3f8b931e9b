/**
 * Lets the last expression of a cell show itself under stock tslab, as it does under the project's own kernel:
 *
 * ```ts
 * import "descentlab/render/results";
 * ```
 *
 * tslab prints results, with the `console.log` that it took when it started, so nothing can be put before that. But it
 * reads a result from the object of the cells' variables, under the name `tsLastExpr`, and passes over `undefined`. An
 * accessor behind that object shows a displayable value when tslab reads it, and hands out anything else. What cells
 * print themselves is not touched. Under other hosts the import does nothing.
 */
import { DISPLAY } from "../core/displayable";
import { host } from "./host";
import { bundlesOf } from "./show";

const RESULT = "tsLastExpr";
const INSTALLED = Symbol.for("descentlab.results");

/** Installs the accessor, once a process. True when results show themselves from now on through it. */
export function showResults(): boolean {
  const { __tslab__: tslab } = globalThis as { __tslab__?: { readonly exports?: object } };
  const variables = tslab?.exports;
  if (host().name !== "tslab" || variables === undefined) return false;
  if (INSTALLED in variables) return true;
  let result: unknown;
  const behind = Object.create(Object.getPrototypeOf(variables), {
    [INSTALLED]: { value: true },
    [RESULT]: {
      get() {
        if (!shown(result)) return result;
        result = undefined;
      },
      set(value: unknown) {
        result = value;
      },
    },
  });
  Object.setPrototypeOf(variables, behind);
  // The running cell has set it to undefined already, and an own property would hide the accessor.
  delete (variables as { [RESULT]?: unknown })[RESULT];
  return true;
}

/** Shows a displayable value; false, and nothing shown, for any other, also when its bundle is still to come. */
function shown(value: unknown): boolean {
  if (typeof value !== "object" || value === null || !(DISPLAY in value)) return false;
  const bundles = bundlesOf(value);
  if (bundles.some((bundle) => Object.keys(bundle).length === 0)) return false;
  const target = host();
  for (const bundle of bundles) target.display(bundle);
  return true;
}

showResults();
