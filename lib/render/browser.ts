/**
 * A headless Chromium with plotly, MathJax and fonts, all from this installation; nothing reaches a network.
 *
 * The pinned Chromium of the npm package `@sparticuz/chromium` is preferred where it runs (Linux on x64), since
 * the same browser gives the same bytes everywhere; it is unpacked once into the user's cache. Elsewhere a
 * Chromium, Chrome or Edge of the system is used. `DESCENTLAB_BROWSER` overrides both.
 */
import { execFile } from "node:child_process";
import { existsSync, promises as fs } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright-core";
import { FONT_CSS, FONT_LOADS, fontFile } from "./exportFonts";

const load = createRequire(__filename);

/** A browser to start: where it is, and what it needs in its environment. */
export interface BrowserChoice {
  readonly source: "environment" | "npm" | "system";
  readonly executable: string;
  readonly env: Readonly<Record<string, string>>;
}

/** No browser was found, or none of those found starts. The message says what to do. */
export class NoBrowserError extends Error {
  override readonly name = "NoBrowserError";
  constructor(tried: readonly string[]) {
    super(
      [
        "No browser to draw figures with. Everything else works without one. Three ways to get one:",
        "  1. npm install            installs the pinned Chromium again (Linux on x64)",
        "  2. install Chrome, Chromium or Edge with the means of your system (Debian: apt-get install chromium)",
        "  3. DESCENTLAB_BROWSER=/path/to/chrome   names one that is somewhere else",
        ...(tried.length > 0 ? ["Tried:", ...tried.map((t) => `  - ${t}`)] : []),
      ].join("\n"),
    );
  }
}

const SYSTEM_NAMES = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
  "microsoft-edge",
  "microsoft-edge-stable",
  "msedge",
];

function systemCandidates(): string[] {
  const onPath = (process.env.PATH ?? "")
    .split(path.delimiter)
    .filter(Boolean)
    .flatMap((dir) => SYSTEM_NAMES.map((name) => path.join(dir, name)));
  if (process.platform === "darwin") {
    return [
      ...["Google Chrome", "Chromium", "Microsoft Edge"].flatMap((app) =>
        ["/Applications", path.join(os.homedir(), "Applications")].map((dir) =>
          path.join(dir, `${app}.app`, "Contents", "MacOS", app),
        ),
      ),
      ...onPath,
    ];
  }
  if (process.platform === "win32") {
    const roots = ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"];
    const programs = ["Google\\Chrome\\Application\\chrome.exe", "Microsoft\\Edge\\Application\\msedge.exe"];
    return roots.flatMap((key) => {
      const root = process.env[key];
      return root === undefined ? [] : programs.map((program) => path.join(root, program));
    });
  }
  return onPath;
}

/** The user's cache directory for this project. */
function cacheDirectory(): string {
  const base = process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), ".cache");
  return path.join(base, "descentlab");
}

/**
 * The unpacked Chromium of `@sparticuz/chromium`, or null where there is none. The package unpacks into the
 * temporary directory; a child process with its own does that, and the result is moved into place at once, so
 * that neither an interruption nor a second process leaves half a browser.
 */
async function pinnedChromium(): Promise<string | null> {
  if (process.platform !== "linux" || process.arch !== "x64") return null;
  let entry: string;
  let version: string;
  try {
    entry = load.resolve("@sparticuz/chromium");
    const root = entry.slice(0, entry.lastIndexOf(path.join("@sparticuz", "chromium")));
    version = load(path.join(root, "@sparticuz", "chromium", "package.json")).version;
  } catch {
    return null;
  }
  const target = path.join(cacheDirectory(), `chromium-${version}`);
  if (existsSync(path.join(target, "chromium"))) return target;
  await fs.mkdir(path.dirname(target), { recursive: true });
  const staging = await fs.mkdtemp(`${target}.`);
  try {
    const script = `import(${JSON.stringify(`file://${entry}`)}).then(async (m) => {
      const chromium = m.default.default ?? m.default;
      chromium.setGraphicsMode = false;
      await chromium.executablePath();
    })`;
    // The runtime variable makes the package unpack the shared libraries that a bare machine lacks.
    await promisify(execFile)(process.execPath, ["-e", script], {
      env: { ...process.env, TMPDIR: staging, AWS_LAMBDA_JS_RUNTIME: "nodejs22.x" },
    });
    await fs.rename(staging, target);
  } catch (error) {
    await fs.rm(staging, { recursive: true, force: true });
    if (!existsSync(path.join(target, "chromium"))) throw error;
  }
  return target;
}

/** The browsers of this machine in the order in which they are tried. */
export async function browserChoices(tried: string[] = []): Promise<BrowserChoice[]> {
  const named = process.env.DESCENTLAB_BROWSER;
  if (named !== undefined && named !== "") {
    if (!existsSync(named)) {
      tried.push(`DESCENTLAB_BROWSER names ${named}, which does not exist`);
      return [];
    }
    return [{ source: "environment", executable: named, env: {} }];
  }
  const choices: BrowserChoice[] = [];
  try {
    const pinned = await pinnedChromium();
    if (pinned !== null) {
      const executable = path.join(pinned, "chromium");
      const env = { FONTCONFIG_PATH: path.join(pinned, "fonts") };
      const libraries = { ...env, LD_LIBRARY_PATH: path.join(pinned, "al2023", "lib") };
      choices.push({ source: "npm", executable, env }, { source: "npm", executable, env: libraries });
    }
  } catch (error) {
    tried.push(`@sparticuz/chromium could not be unpacked: ${(error as Error).message.split("\n")[0]}`);
  }
  const system = [...new Set(systemCandidates())].filter((file) => existsSync(file));
  choices.push(...system.map((executable): BrowserChoice => ({ source: "system", executable, env: {} })));
  return choices;
}

/** A page in which figures are drawn, and its browser. */
export interface FigurePage {
  readonly page: Page;
  readonly choice: BrowserChoice;
  readonly browserVersion: string;
  /** Addresses outside this installation that the page asked for; all were refused. Empty unless something is wrong. */
  readonly refused: readonly string[];
  /** What the page complained about. Empty unless something is wrong. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

const ORIGIN = "https://figures.invalid";

const PAGE_HTML = `<!doctype html><html><head><meta charset="utf-8">
<style>html,body{margin:0;padding:0;background:transparent}#paper svg{display:block}@page{margin:0}
@media print{#desk{display:none}}</style><style>${FONT_CSS}</style></head>
<body><div id="paper"></div><div id="desk"></div></body></html>`;

/** Pseudo-random numbers that restart with each figure, so that the ids which plotly invents are always the same. */
const SEEDED_RANDOM = `(() => {
  let state = 1;
  window.restartRandom = () => { state = 0x2545f491; };
  Math.random = () => {
    state ^= state << 13; state ^= state >>> 17; state ^= state << 5;
    return (state >>> 0) / 4294967296;
  };
  window.restartRandom();
  window.texErrors = [];
  window.MathJax = {
    loader: { versionWarnings: false, paths: { mathjax: "${ORIGIN}/mathjax" } },
    output: { font: "mathjax-stix2", fontPath: "${ORIGIN}/mathjax-font" },
    svg: { fontCache: "local" },
    tex: {
      packages: { "[-]": ["noundefined"] },
      formatError: (jax, error) => {
        window.texErrors.push(error.message);
        return jax.formatError(error);
      },
    },
    options: { enableMenu: false, enableExplorer: false, enableSpeech: false, enableBraille: false },
    startup: { typeset: false },
  };
})()`;

/** The file of this installation behind an address of the page, or null. */
function localFile(url: string): string | null {
  if (!url.startsWith(`${ORIGIN}/`)) return null;
  const name = decodeURIComponent(new URL(url).pathname);
  if (name.includes("..")) return null;
  const inside = (root: string, prefix: string) => path.join(root, name.slice(prefix.length));
  if (name === "/plotly.js") return load.resolve("plotly.js-dist");
  if (name.startsWith("/mathjax-font/")) {
    return inside(path.dirname(load.resolve("@mathjax/mathjax-stix2-font/package.json")), "/mathjax-font/");
  }
  if (name.startsWith("/mathjax/"))
    return inside(path.dirname(load.resolve("mathjax/package.json")), "/mathjax/");
  if (name.startsWith("/fonts/")) return fontFile(name.slice("/fonts/".length));
  return null;
}

const TYPES: Record<string, string> = { ".js": "text/javascript", ".woff2": "font/woff2" };

async function start(choice: BrowserChoice): Promise<Browser> {
  const { chromium } = load("playwright-core") as typeof import("playwright-core");
  const env: Record<string, string> = {};
  for (const [key, value] of Object.entries({ ...process.env, ...choice.env })) {
    if (value !== undefined) env[key] = value;
  }
  return chromium.launch({
    executablePath: choice.executable,
    env,
    timeout: 30_000,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--no-zygote",
      "--disable-dev-shm-usage",
      "--font-render-hinting=none",
      "--force-color-profile=srgb",
      "--host-resolver-rules=MAP * ~NOTFOUND",
      "--no-pings",
    ],
  });
}

/**
 * Starts a browser and loads plotly, MathJax and the fonts into a page that can be used for many figures.
 *
 * @throws NoBrowserError when there is none or none starts.
 */
export async function openFigurePage(): Promise<FigurePage> {
  const tried: string[] = [];
  for (const choice of await browserChoices(tried)) {
    let browser: Browser;
    try {
      browser = await start(choice);
    } catch (error) {
      tried.push(`${choice.executable}: ${(error as Error).message.split("\n")[0]}`);
      continue;
    }
    try {
      return await preparePage(browser, choice);
    } catch (error) {
      await browser.close();
      throw error;
    }
  }
  throw new NoBrowserError(tried);
}

async function preparePage(browser: Browser, choice: BrowserChoice): Promise<FigurePage> {
  const refused: string[] = [];
  const complaints: string[] = [];
  const context = await browser.newContext({ deviceScaleFactor: 1, serviceWorkers: "block" });
  await context.route("**/*", async (route) => {
    const url = route.request().url();
    if (url === `${ORIGIN}/`) return route.fulfill({ contentType: "text/html", body: PAGE_HTML });
    const file = localFile(url);
    if (file === null || !existsSync(file)) {
      refused.push(url);
      return route.abort("blockedbyclient");
    }
    return route.fulfill({
      path: file,
      contentType: TYPES[path.extname(file)] ?? "application/octet-stream",
      headers: { "access-control-allow-origin": "*" },
    });
  });
  await context.addInitScript({ content: SEEDED_RANDOM });
  const page = await context.newPage();
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(`${ORIGIN}/`);
  await page.addScriptTag({ url: `${ORIGIN}/mathjax/tex-svg-nofont.js` });
  await page.addScriptTag({ url: `${ORIGIN}/plotly.js` });
  // Passed as text: the page has its own globals, which the compiler of this file does not know.
  await page.evaluate(
    `Promise.all([MathJax.startup.promise, ...${JSON.stringify(FONT_LOADS)}.map(([font, text]) => document.fonts.load(font, text))]).then(() => null)`,
  );
  return {
    page,
    choice,
    browserVersion: browser.version(),
    refused,
    complaints,
    close: () => browser.close(),
  };
}
