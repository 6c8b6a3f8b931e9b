/** A real JupyterLab of the environment, and a headless browser on it. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Browser, chromium, type Page } from "playwright-core";
import { environmentPrefix } from "../../lib/kernel/environment";
import { freePorts } from "../../lib/kernel/process";
import { browserChoices } from "../../lib/render/browser";

const TOKEN = "end-to-end";

/** Starts the first browser that works, or returns undefined. */
async function startBrowser(): Promise<Browser | undefined> {
  for (const choice of await browserChoices()) {
    const env = Object.fromEntries(
      Object.entries({ ...process.env, ...choice.env }).map(([k, v]) => [k, v ?? ""]),
    );
    try {
      return await chromium.launch({
        executablePath: choice.executable,
        env,
        args: ["--no-sandbox", "--disable-gpu", "--no-zygote", "--disable-dev-shm-usage"],
      });
    } catch {
      // The next one may work.
    }
  }
  return undefined;
}

export class Lab {
  /** Addresses other than the server's own that the page asked for. */
  readonly outside: string[] = [];

  private constructor(
    readonly folder: string,
    private readonly server: ChildProcess,
    private readonly address: string,
    private readonly browser: Browser,
    readonly page: Page,
    private readonly log: () => string,
  ) {
    page.on("request", (request) => {
      const url = request.url();
      if (/^(https?|wss?):/.test(url) && new URL(url).host !== this.address) this.outside.push(url);
    });
  }

  /** Starts JupyterLab on a folder of its own, with nothing of the user's configuration; undefined without a browser. */
  static async start(notebooks: Readonly<Record<string, string>>): Promise<Lab | undefined> {
    const browser = await startBrowser();
    if (!browser) return undefined;
    const folder = mkdtempSync(join(tmpdir(), "descentlab-lab-"));
    for (const [name, text] of Object.entries(notebooks)) writeFileSync(join(folder, name), text);
    const own = mkdtempSync(join(tmpdir(), "descentlab-lab-config-"));
    const [port] = await freePorts(1);
    const python = join(
      environmentPrefix(),
      process.platform === "win32" ? "Scripts/python.exe" : "bin/python",
    );
    const args = [
      "-m",
      "jupyterlab",
      "--no-browser",
      `--ServerApp.root_dir=${folder}`,
      `--ServerApp.port=${port}`,
      "--ServerApp.port_retries=0",
      `--IdentityProvider.token=${TOKEN}`,
      ...(process.getuid?.() === 0 ? ["--allow-root"] : []),
    ];
    const env = {
      ...process.env,
      JUPYTER_PREFER_ENV_PATH: "1",
      JUPYTER_CONFIG_DIR: join(own, "config"),
      JUPYTER_DATA_DIR: join(own, "data"),
      JUPYTER_RUNTIME_DIR: join(own, "runtime"),
      JUPYTERLAB_SETTINGS_DIR: join(own, "settings"),
      JUPYTERLAB_WORKSPACES_DIR: join(own, "workspaces"),
    };
    const server = spawn(python, args, { env, stdio: ["ignore", "pipe", "pipe"] });
    let log = "";
    for (const stream of [server.stdout, server.stderr]) stream.on("data", (chunk) => (log += chunk));
    const address = `127.0.0.1:${port}`;
    for (let k = 0; ; k++) {
      const up = await fetch(`http://${address}/api?token=${TOKEN}`).then(
        (r) => r.ok,
        () => false,
      );
      if (up) break;
      if (k > 300 || server.exitCode !== null) throw new Error(`JupyterLab did not start:\n${log}`);
      await sleep(200);
    }
    const page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
    page.setDefaultTimeout(60_000);
    return new Lab(folder, server, address, browser, page, () => log);
  }

  /** Opens a notebook; chooses `kernel` (its display name) when JupyterLab asks. */
  async open(name: string, kernel?: string): Promise<void> {
    await this.page.goto(`http://${this.address}/lab/tree/${name}?token=${TOKEN}&reset`);
    if (kernel !== undefined) {
      const dialog = this.page.locator(".jp-Dialog");
      await dialog.waitFor();
      await dialog.locator("select").selectOption({ label: kernel });
      await dialog.locator(".jp-mod-accept").click();
      await dialog.waitFor({ state: "detached" });
    }
    await this.page.locator(".jp-Notebook .jp-Cell").first().waitFor();
    // Asked to run before its kernel is there, JupyterLab asks for another one.
    await this.page.locator("#jp-main-statusbar", { hasText: "| Idle" }).waitFor();
  }

  private async menu(menu: string, item: string): Promise<void> {
    await this.page.locator(".lm-MenuBar-item", { hasText: new RegExp(`^${menu}$`) }).click();
    await this.page
      .locator(".lm-Menu-itemLabel", { hasText: new RegExp(`^${item}`) })
      .first()
      .click();
  }

  async clearOutputs(): Promise<void> {
    await this.menu("Edit", "Clear Outputs of All Cells");
  }

  /** Restarts the kernel through the menu and waits until the new one is there. */
  async restart(): Promise<void> {
    await this.menu("Kernel", "Restart Kernel…");
    const away = this.page.waitForFunction(
      `!document.querySelector("#jp-main-statusbar").textContent.includes("| Idle")`,
    );
    await this.page.locator(".jp-Dialog .jp-mod-accept").click();
    await away;
    await this.page.locator("#jp-main-statusbar", { hasText: "| Idle" }).waitFor();
  }

  /** Runs all cells through the menu and waits until the kernel is idle and no cell is waiting. */
  async runAll(seconds = 120): Promise<void> {
    await this.menu("Run", "Run All Cells");
    await this.page
      .locator('.jp-Notebook-ExecutionIndicator[data-status="busy"]')
      .waitFor({ timeout: 30_000 })
      .catch(() => undefined);
    for (let k = 0; k < seconds * 5; k++) {
      const status = await this.page.locator(".jp-Notebook-ExecutionIndicator").getAttribute("data-status");
      const waiting = await this.page.locator(".jp-InputPrompt", { hasText: "[*]" }).count();
      if (status === "idle" && waiting === 0) return;
      await sleep(200);
    }
    throw new Error(`the notebook did not come to rest. Server log:\n${this.log().slice(-3000)}`);
  }

  async close(): Promise<void> {
    await this.browser.close();
    const ended = new Promise((resolve) => this.server.once("exit", resolve));
    this.server.kill("SIGTERM");
    await Promise.race([ended, sleep(10_000, undefined, { ref: false })]);
    this.server.kill("SIGKILL");
    rmSync(this.folder, { recursive: true, force: true });
  }
}
