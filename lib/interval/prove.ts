/**
 * Proofs of statements "for all x in a box" by adaptive branch and bound (Moore 1966; Hansen and Walster 2004, ch. 11).
 *
 * A box is evaluated as a whole. If its enclosure settles the statement, the box is done; otherwise it is cut in two.
 * A proof is a finite cover of the box by boxes that settle; a refutation is one concrete point at which the interval
 * evaluation proves the negation. Running out of budget, or of doubles to cut at, is neither: it is `undecided`.
 *
 * Statements are about the points where the tested expression is defined: `sqrt` and `log` silently act on the part of
 * a box inside their domain (an expression defined nowhere on a box settles nothing).
 */
import { badArgument, DomainError, requireInteger, requireThat } from "../core/errors";
import { nonNegative, positive, type Trilean } from "./compare";
import { bisect, type Interval, isEmpty, mid, point, width } from "./interval";

/** A product of intervals, one per variable. */
export type Box = readonly Interval[];

/** What a search found out. `boxes` counts the boxes evaluated. */
export type Decision = Proved | Refuted | Undecided;

/** The statement holds on the whole box. `margin`: a certified lower bound of the function, if there is one. */
export interface Proved {
  readonly kind: "proved";
  readonly boxes: number;
  readonly margin?: number;
}

/** The statement fails at `witness`. */
export interface Refuted {
  readonly kind: "refuted";
  readonly witness: number[];
  readonly boxes: number;
}

/** The search stopped first; the statement is open exactly on the boxes that `remaining` lists. */
export interface Undecided {
  readonly kind: "undecided";
  readonly reason: string;
  readonly boxes: number;
  readonly remaining: Interval[][];
}

/** Options of {@link proveOnBox}. */
export interface ProveOptions {
  /** Largest number of boxes to evaluate (default 100 000). */
  readonly budget?: number;
}

/** Options of {@link provePositive}. */
export interface PositiveOptions extends ProveOptions {
  /** Prove f > 0 (true, the default) or f ≥ 0 (false). */
  readonly strict?: boolean;
  /**
   * Where to cut: "widest" takes the side that is widest relative to the box one started with; "effective" tries
   * every side and takes the one whose halves have the greatest lower bounds (2n evaluations a cut, fewer boxes
   * when the variables differ much in influence).
   */
  readonly split?: "widest" | "effective";
}

type Predicate = (box: Box) => Trilean;
type Halves = [Interval[], Interval[]];

/** The halves of `box` across side `i`, or undefined if there is no double strictly between its ends. */
function halves(box: Box, i: number): Halves | undefined {
  const side = box[i]!;
  const m = mid(side);
  if (!(side.lo < m && m < side.hi)) return undefined;
  const [low, high] = bisect(side);
  const left = box.slice();
  const right = box.slice();
  left[i] = low;
  right[i] = high;
  return [left, right];
}

/** Cuts the side widest relative to `scale`; undefined if no double divides any side. */
export function splitWidest(box: Box, scale: readonly number[]): Halves | undefined {
  let best: Halves | undefined;
  let bestWidth = -1;
  for (let i = 0; i < box.length; i++) {
    const w = width(box[i]!) === Number.POSITIVE_INFINITY ? Number.MAX_VALUE : width(box[i]!) / scale[i]!;
    if (w <= bestWidth) continue;
    const cut = halves(box, i);
    if (cut) {
      best = cut;
      bestWidth = w;
    }
  }
  return best;
}

/** The corners of a box of at most six bounded sides: extrema sit there more often than anywhere else. */
function corners(box: Box): number[][] {
  if (box.length > 6) return [];
  let points: number[][] = [[]];
  for (const { lo, hi } of box) {
    const ends = lo === hi ? [lo] : [lo, hi];
    points = points.flatMap((p) => ends.map((x) => [...p, x]));
  }
  return points.filter((p) => p.every(Number.isFinite));
}

/** Throws DomainError unless `box` has sides and none is empty. */
export function requireBox(box: Box): void {
  requireThat(box.length > 0, "box", "have at least one side", box);
  box.forEach((side, i) => {
    if (isEmpty(side)) throw new DomainError(badArgument(`box[${i}]`, "be a non-empty interval", side));
  });
}

function search(
  test: Predicate,
  box: Box,
  budget: number,
  split: (box: Box) => Halves | undefined,
): Decision {
  const fails = (x: number[]) => test(x.map(point)) === "no";
  const queue: Interval[][] = [box.slice()];
  const stuck: Interval[][] = [];
  let boxes = 0;
  for (let head = 0; head < queue.length; ) {
    if (boxes >= budget) {
      const reason = `budget of ${budget} boxes spent`;
      return { kind: "undecided", reason, boxes, remaining: [...stuck, ...queue.slice(head)] };
    }
    const current = queue[head++]!;
    boxes++;
    const answer = test(current);
    if (answer === "yes") continue;
    const candidates = boxes === 1 ? [current.map(mid), ...corners(current)] : [current.map(mid)];
    const witness = candidates.find(fails);
    if (witness) return { kind: "refuted", witness, boxes };
    const cut = split(current);
    if (cut) queue.push(...cut);
    else stuck.push(current);
    if (head > 1024 && 2 * head > queue.length) {
      queue.splice(0, head);
      head = 0;
    }
  }
  if (stuck.length === 0) return { kind: "proved", boxes };
  const reason = "the enclosure stays inconclusive on boxes that no double divides further";
  return { kind: "undecided", reason, boxes, remaining: stuck };
}

/** Widths of the sides, finite and positive: the scale for {@link splitWidest}. */
export function widths(box: Box): number[] {
  return box.map((side) => Math.max(Math.min(width(side), Number.MAX_VALUE), Number.MIN_VALUE));
}

/**
 * Decides whether `predicate` holds at every point of `box`. The predicate gets a box and answers "yes" only if the
 * statement holds at all its points, "no" only if it fails at all of them (build it from `compare`).
 *
 * Example: `proveOnBox(([x]) => less(sqr(x), point(2)), [interval(-1, 1.25)])` has kind "proved";
 * with `{ budget: 1 }` and [0, 1.42] it is "undecided", and with the default budget "refuted".
 */
export function proveOnBox(predicate: Predicate, box: Box, options: ProveOptions = {}): Decision {
  const { budget = 100000 } = options;
  requireInteger("budget", budget, 1);
  requireBox(box);
  const scale = widths(box);
  return search(predicate, box, budget, (b) => splitWidest(b, scale));
}

/**
 * Decides whether f > 0 (or f ≥ 0 with `strict: false`) on all of `box`, f being an interval extension: the value at
 * a box contains f(x) for each of its points x. When proved, `margin` is a lower bound of f over the box.
 *
 * Example: `provePositive(([x]) => add(sub(sqr(x), x), point(1)), [interval(-2, 2)])` proves x² − x + 1 > 0.
 */
export function provePositive(f: (box: Box) => Interval, box: Box, options: PositiveOptions = {}): Decision {
  const { budget = 100000, strict = true, split = "widest" } = options;
  requireInteger("budget", budget, 1);
  requireThat(split === "widest" || split === "effective", "split", 'be "widest" or "effective"', split);
  requireBox(box);
  const sign = strict ? positive : nonNegative;
  let margin = Number.POSITIVE_INFINITY;
  const test: Predicate = (b) => {
    const value = f(b);
    const answer = sign(value);
    if (answer === "yes" && value.lo < margin) margin = value.lo;
    return answer;
  };
  const scale = widths(box);
  const cut = split === "widest" ? splitWidest : splitEffective;
  const decision = search(test, box, budget, (b) => cut(b, scale, f));
  return decision.kind === "proved" ? { ...decision, margin } : decision;
}

/**
 * Cuts the side whose halves have the greatest lower bounds of `f`, among the sides at least a quarter as wide as the
 * widest: the guard keeps every side shrinking, so the search cannot stall on one variable.
 */
function splitEffective(box: Box, scale: readonly number[], f: (box: Box) => Interval): Halves | undefined {
  const widest = Math.max(...box.map((side, i) => width(side) / scale[i]!));
  let best: Halves | undefined;
  let bestGain = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < box.length; i++) {
    const cut = width(box[i]!) / scale[i]! >= widest / 4 ? halves(box, i) : undefined;
    if (!cut) continue;
    const gain = f(cut[0]).lo + f(cut[1]).lo;
    if (gain > bestGain) {
      best = cut;
      bestGain = gain;
    }
  }
  return best ?? splitWidest(box, scale);
}
