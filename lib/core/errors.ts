/**
 * Errors for bad input, and the guards that raise them.
 *
 * Every message has the same four parts: the argument in backticks, the rule, the value got, and (where there
 * is one) the remedy. Guards are written so that NaN fails them. A computation that was asked correctly but did
 * not succeed is never an exception: it returns a named outcome (see `dynamics/outcome`).
 */

/** An argument lies outside the set on which the function is defined. */
export class DomainError extends RangeError {
  override readonly name: string = "DomainError";
}

/** Two arguments have shapes that do not fit together. */
export class ShapeError extends DomainError {
  override readonly name: string = "ShapeError";
}

/** Prints a value for a message: short, exact for numbers, never `[object Object]`. */
export function showValue(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  if (value === null || typeof value !== "object") return String(value);
  if (ArrayBuffer.isView(value) || Array.isArray(value)) {
    const entries = Array.from(value as unknown as ArrayLike<unknown>);
    const head = entries.slice(0, 6).map(showValue).join(", ");
    return `[${head}${entries.length > 6 ? `, … ${entries.length} entries` : ""}]`;
  }
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

/** Builds the four-part message. */
export function badArgument(argument: string, rule: string, value: unknown, remedy?: string): string {
  return `\`${argument}\` must ${rule}; got ${showValue(value)}.${remedy ? ` ${remedy}` : ""}`;
}

/** Throws {@link DomainError} unless `holds`. */
export function requireThat(
  holds: boolean,
  argument: string,
  rule: string,
  value: unknown,
  remedy?: string,
): asserts holds {
  if (!holds) throw new DomainError(badArgument(argument, rule, value, remedy));
}

/** A finite number (not NaN, not infinite). */
export function requireFinite(argument: string, value: number, remedy?: string): void {
  requireThat(Number.isFinite(value), argument, "be a finite number", value, remedy);
}

/** A finite number > 0. */
export function requirePositive(argument: string, value: number, remedy?: string): void {
  requireThat(Number.isFinite(value) && value > 0, argument, "be positive and finite", value, remedy);
}

/** A finite number >= 0. */
export function requireNonNegative(argument: string, value: number, remedy?: string): void {
  requireThat(Number.isFinite(value) && value >= 0, argument, "be non-negative and finite", value, remedy);
}

/** An integer in [min, max] (both ends included). */
export function requireInteger(
  argument: string,
  value: number,
  min: number = Number.MIN_SAFE_INTEGER,
  max: number = Number.MAX_SAFE_INTEGER,
  remedy?: string,
): void {
  const open = max === Number.MAX_SAFE_INTEGER;
  const rule = open ? `be an integer >= ${min}` : `be an integer in [${min}, ${max}]`;
  requireThat(Number.isSafeInteger(value) && value >= min && value <= max, argument, rule, value, remedy);
}

/** A number in the closed interval [lo, hi]. */
export function requireBetween(
  argument: string,
  value: number,
  lo: number,
  hi: number,
  remedy?: string,
): void {
  requireThat(value >= lo && value <= hi, argument, `be in [${lo}, ${hi}]`, value, remedy);
}

/** Every entry finite. */
export function requireFiniteEntries(argument: string, values: ArrayLike<number>, remedy?: string): void {
  for (let i = 0; i < values.length; i++) {
    const v = values[i]!;
    if (!Number.isFinite(v)) {
      throw new DomainError(badArgument(`${argument}[${i}]`, "be a finite number", v, remedy));
    }
  }
}

/** Two vectors of equal length. */
export function requireSameLength(
  argument: string,
  a: ArrayLike<unknown>,
  other: string,
  b: ArrayLike<unknown>,
): void {
  if (a.length !== b.length) {
    throw new ShapeError(badArgument(argument, `have the length of \`${other}\` (${b.length})`, a.length));
  }
}
