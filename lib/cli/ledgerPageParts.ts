/** Style and behaviour of the ledger page. */

export const PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #1b1b1b; --soft: #5c5c5c; --line: #dcdcdc; --paper: #fff; --card: #f7f7f5;
  --holds: #117733; --holds-corrected: #0072b2; --fails: #aa3377; --undecided: #8a6d00; --open: #666; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e8e6; --soft: #a8a8a4; --line: #3a3a38; --paper: #161615; --card: #1f1f1e;
  --holds: #5fc68a; --holds-corrected: #6bb8ee; --fails: #e08abf; --undecided: #d9b64a; --open: #999; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; margin: 0; }
form { position: sticky; top: 0; background: var(--paper); padding: .6rem 0; border-bottom: 1px solid var(--line); display: flex; flex-wrap: wrap; gap: .4rem 1rem; align-items: center; z-index: 1; }
select, input { font: inherit; }
output { color: var(--soft); margin-left: auto; }
article { border-left: 4px solid var(--line); background: var(--card); margin: .8rem 0; padding: .5rem .9rem; scroll-margin-top: 5rem; }
article[data-verdict="holds"] { border-color: var(--holds); }
article[data-verdict="holds-corrected"] { border-color: var(--holds-corrected); }
article[data-verdict="fails"] { border-color: var(--fails); }
article[data-verdict="undecided"] { border-color: var(--undecided); }
article p { margin: .35rem 0; overflow-x: auto; overflow-y: hidden; }
header { display: flex; flex-wrap: wrap; gap: .1rem .8rem; align-items: baseline; }
.id { font-family: ui-monospace, monospace; color: inherit; text-decoration: none; }
.id:hover { text-decoration: underline; }
.ref, .grade, .margin, .control, .links, .values { color: var(--soft); font-size: .9rem; }
.title { font-weight: 600; flex: 1 1 16rem; }
.verdict { font-weight: 700; }
.verdict.holds { color: var(--holds); } .verdict.holds-corrected { color: var(--holds-corrected); }
.verdict.fails { color: var(--fails); } .verdict.undecided { color: var(--undecided); } .verdict.open { color: var(--open); }
.values span { margin-right: .8rem; white-space: nowrap; }
.links a { color: inherit; }
.tex svg { overflow: visible; }
[hidden] { display: none; }
@media print { form { display: none; } article { break-inside: avoid; } }
`;

export const PAGE_SCRIPT = `
const fields = ["paper", "verdict", "grade", "search"].map((id) => document.getElementById(id));
const articles = [...document.querySelectorAll("article")];
const texts = new Map(articles.map((a) => [a, (a.textContent + [...a.querySelectorAll("[aria-label]")].map((e) => e.ariaLabel).join(" ")).toLowerCase()]));
function filter() {
  const [paper, verdict, grade, search] = fields.map((f) => f.value);
  const words = search.toLowerCase().split(/\\s+/).filter(Boolean);
  let shown = 0;
  for (const a of articles) {
    const fits = (!paper || a.dataset.paper === paper) && (!verdict || a.dataset.verdict === verdict) &&
      (!grade || a.dataset.grade === grade) && words.every((w) => texts.get(a).includes(w));
    a.hidden = !fits;
    if (fits) shown++;
  }
  document.getElementById("shown").value = shown + " of " + articles.length + " claims";
}
document.getElementById("filters").addEventListener("input", filter);
document.getElementById("filters").addEventListener("submit", (e) => e.preventDefault());
filter();
`;
