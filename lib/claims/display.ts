/** How verdicts look in a notebook: a card for one, a table for many. HTML, Markdown and plain text say the same. */
import { escapeHtml, type MimeBundle } from "../core/displayable";
import type { Finding, Verdict, VerdictKind } from "./claim";
import type { Evidence } from "./evidence";
import type { LedgerRow } from "./ledger";

/** MIME type under which the rows travel to `npm run verify`. */
export const LEDGER_MIME = "application/vnd.descentlab.ledger+json";

const MARKS: Record<VerdictKind, { mark: string; words: string; colour: string }> = {
  holds: { mark: "✓", words: "holds", colour: "#117733" },
  "holds-corrected": { mark: "✎", words: "holds, corrected", colour: "#0072B2" },
  fails: { mark: "✗", words: "fails", colour: "#AA3377" },
  undecided: { mark: "?", words: "undecided", colour: "#997700" },
};
const OUTCOMES: Record<Evidence["outcome"], string> = { holds: "✓", fails: "✗", undecided: "?" };

/** A number for people: 3 significant digits, exponents only when needed. */
export function showNumber(x: number): string {
  if (x === 0) return "0";
  if (!Number.isFinite(x)) return String(x);
  const a = Math.abs(x);
  if (Number.isInteger(x) && a < 1e7) return String(x);
  return a >= 1e-3 && a < 1e5 ? String(Number(x.toPrecision(4))) : x.toExponential(2);
}

function badge(kind: VerdictKind): string {
  const { mark, words, colour } = MARKS[kind];
  return `<b style="color:${colour}">${mark} ${words}</b>`;
}

const controlText = ({ what, outcome, why }: Verdict["control"]): string =>
  outcome === "fired" ? `fired: ${what}` : `DID NOT FIRE: ${why ?? what}`;

function evidenceLine(e: Evidence): string {
  const witness = e.witness ? ` — counterexample: ${e.witness}` : "";
  return `${OUTCOMES[e.outcome]} ${e.what} [${e.grade}, margin ${showNumber(e.margin)}]${witness}`;
}

/** Heading of the illustrations on a card. */
export const ILLUSTRATED = "illustrated by (not counted for the grade)";

/** The evidence under the headings of a card: what it speaks about, and what does not count. */
function groups({
  stated,
  corrected = [],
  illustrations = [],
}: Finding): { heading: string; lines: string[] }[] {
  const shared = stated.filter((e) => corrected.includes(e));
  const among = (list: readonly Evidence[]): Evidence[] => list.filter((e) => !shared.includes(e));
  const parts: [string, readonly Evidence[]][] = [
    [corrected.length > 0 ? "as printed" : "", among(stated)],
    ["as printed and as corrected", shared],
    ["as corrected", among(corrected)],
    [ILLUSTRATED, illustrations],
  ];
  return parts
    .filter(([, list]) => list.length > 0)
    .map(([heading, list]) => ({ heading, lines: list.map(evidenceLine) }));
}

/** The card of one verdict. */
export function verdictBundle(v: Verdict): MimeBundle {
  const { mark, words } = MARKS[v.kind];
  const title = `${v.id} — ${mark} ${words} · ${v.grade} · margin ${showNumber(v.margin)}`;
  const parts = groups(v.finding);
  const tail = [`control ${controlText(v.control)}`, ...(v.note ? [v.note] : [])];
  const list = ({ heading, lines }: { heading: string; lines: string[] }): string => {
    const faint = heading === ILLUSTRATED ? ";opacity:.75" : "";
    const items = lines.map((line) => `<li style="list-style:none;margin:2px 0">${escapeHtml(line)}</li>`);
    const head = heading ? `<div style="font-style:italic;margin-top:4px${faint}">${heading}</div>` : "";
    return `${head}<ul style="margin:4px 0;padding:0${faint}">${items.join("")}</ul>`;
  };
  const html =
    `<div style="border-left:4px solid ${MARKS[v.kind].colour};padding:2px 12px;margin:4px 0">` +
    `<div><code>${escapeHtml(v.id)}</code> &nbsp;${badge(v.kind)} &nbsp;·&nbsp; ${v.grade} &nbsp;·&nbsp; margin ${showNumber(v.margin)}</div>` +
    parts.map(list).join("") +
    tail.map((t) => `<div style="opacity:.75">${escapeHtml(t)}</div>`).join("") +
    "</div>";
  return {
    "text/html": html,
    "text/markdown": [
      `**${title}**`,
      ...parts.flatMap(({ heading, lines }) => [
        ...(heading ? [`*${heading}*`] : []),
        lines.map((line) => `- ${line}`).join("\n"),
      ]),
      tail.map((line) => `- ${line}`).join("\n"),
    ].join("\n\n"),
    "text/plain": [
      title,
      ...parts.flatMap(({ heading, lines }) => [
        ...(heading ? [`  ${heading}:`] : []),
        ...lines.map((line) => `  ${line}`),
      ]),
      ...tail.map((line) => `  ${line}`),
    ].join("\n"),
  };
}

/** The ledger table of some rows. */
export function ledgerBundle(rows: readonly LedgerRow[]): MimeBundle {
  const head = ["claim", "in the paper", "verdict", "grade", "margin", "control", "note"];
  const cells = rows.map((r) => [
    r.id,
    r.ref,
    `${MARKS[r.verdict].mark} ${MARKS[r.verdict].words}`,
    r.grade,
    showNumber(r.margin),
    controlText(r.control),
    r.note,
  ]);
  const td = (content: string): string => `<td style="text-align:left;vertical-align:top">${content}</td>`;
  const body = rows
    .map((r, k) => {
      const row = cells[k]!.map(escapeHtml);
      row[2] = badge(r.verdict);
      return `<tr>${row.map(td).join("")}</tr>`;
    })
    .join("");
  const html = `<table><thead><tr>${head.map((h) => `<th style="text-align:left">${h}</th>`).join("")}</tr></thead><tbody>${body}</tbody></table>`;
  const pipe = (row: readonly string[]): string =>
    `| ${row.map((c) => c.replaceAll("|", "\\|")).join(" | ")} |`;
  return {
    [LEDGER_MIME]: rows,
    "text/html": html,
    "text/markdown": [pipe(head), pipe(head.map(() => "---")), ...cells.map(pipe)].join("\n"),
    "text/plain": cells.map((row) => row.slice(0, 6).join(" | ")).join("\n"),
  };
}
