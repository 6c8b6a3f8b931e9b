/** Jupyter counts cursor positions in code points, JavaScript in UTF-16 units. */

/** UTF-16 offset of a code-point offset. */
export function toUnits(text: string, points: number): number {
  let units = 0;
  for (let i = 0; i < points && units < text.length; i++) {
    units += (text.codePointAt(units) as number) > 0xffff ? 2 : 1;
  }
  return units;
}

/** Code-point offset of a UTF-16 offset. */
export function toPoints(text: string, units: number): number {
  return [...text.slice(0, units)].length;
}
