/** Suggestions for a word that is not known. */

/** Edit distance (insertions, deletions, substitutions), O(|a||b|). `editDistance("C4", "C04")` is 1. */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}

/** What stands behind the last slash: `C04` of `autoencoder/C04`. */
const tail = (word: string): string => word.slice(word.lastIndexOf("/") + 1);

/** The nearest `count` known words, or those with the same last part; a word that contains the given one comes early. */
export function nearest(word: string, known: readonly string[], count = 3): string[] {
  const lower = word.toLowerCase();
  const score = (candidate: string): number => {
    const other = candidate.toLowerCase();
    if (tail(other) === tail(lower)) return 0;
    const distance = editDistance(lower, other);
    return other.includes(lower) ? Math.min(1, distance) : distance;
  };
  const scored = known.map((candidate) => ({ candidate, score: score(candidate) }));
  const same = scored.filter((s) => s.score === 0);
  const near = same.length > 0 ? same : scored.filter((s) => s.score <= Math.max(2, tail(word).length / 2));
  return near
    .sort((a, b) => a.score - b.score)
    .slice(0, count)
    .map((s) => s.candidate);
}

/** `Did you mean …?`, or `otherwise` (the first known words by default) when nothing is near. */
export function suggestion(word: string, known: readonly string[], otherwise?: string): string {
  const near = nearest(word, known);
  if (near.length > 0) return `Did you mean ${near.join(" or ")}?`;
  if (otherwise !== undefined) return otherwise;
  const some = known.slice(0, 8).join(", ");
  return known.length === 0 ? "There are none yet." : `Known: ${some}${known.length > 8 ? ", …" : ""}.`;
}
