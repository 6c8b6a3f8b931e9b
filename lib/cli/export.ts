/** `descentlab export` and `descentlab figures`. */
import { Command, InvalidArgumentError } from "commander";
import { badArgument, DomainError } from "../core/errors";
import type { FigureRegistry } from "../plot/registry";
import { NoBrowserError } from "../render/browser";
import {
  drawingSession,
  type Exported,
  exportFigure,
  FORMATS,
  type Format,
  notebookFigures,
  registeredFigures,
} from "../render/export";
import { type Drawable, WIDTHS, type WidthPreset } from "../render/exportSpec";
import { requireWritable } from "../render/files";
import { projectRoot } from "../render/project";
import { suggestion } from "./suggest";
import { allClaims } from "./verify/verify";

interface CommonOptions {
  readonly format: readonly Format[];
  readonly width?: WidthPreset | number;
  readonly height?: number;
  readonly out: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

function parseFormats(text: string): Format[] {
  const names = text.split(",").map((t) => t.trim());
  const unknown = names.find((name) => !FORMATS.includes(name as Format));
  if (unknown !== undefined) {
    throw new InvalidArgumentError(`"${unknown}" is not one of ${FORMATS.join(", ")}.`);
  }
  return names as Format[];
}

/** Units to the inch; pt is the point of TeX, in which `\the\columnwidth` is printed. */
const UNITS = { in: 1, cm: 2.54, mm: 25.4, pt: 72.27 };

function parseWidth(text: string): WidthPreset | number {
  if (text in WIDTHS) return text as WidthPreset;
  const match = /^(\d+(?:\.\d+)?)(in|cm|mm|pt)?$/.exec(text.trim());
  if (match === null) {
    throw new InvalidArgumentError(
      `Give a length such as 3.25in, 8.3cm or 234pt, or one of ${Object.keys(WIDTHS).join(", ")}.`,
    );
  }
  return Number(match[1]) / UNITS[(match[2] ?? "in") as keyof typeof UNITS];
}

function parseInches(text: string): number {
  const width = parseWidth(text);
  if (typeof width === "string") throw new InvalidArgumentError("Give a length such as 2in or 5cm.");
  return width;
}

const WIDTH_HELP = Object.entries(WIDTHS)
  .map(([name, inches]) => `  ${name.padEnd(14)}${inches} in`)
  .join("\n");

function withCommonOptions(command: Command, formats: string): Command {
  return command
    .option("-f, --format <list>", `any of ${FORMATS.join(", ")}`, parseFormats, parseFormats(formats))
    .option(
      "-w, --width <preset or length>",
      "default: icml-column, or icml-text for several panels",
      parseWidth,
    )
    .option("--height <length>", "default: follows from the figure", parseInches)
    .option("-o, --out <folder>", "where to write", "figures")
    .option("--force", "overwrite files that were not exported from here")
    .option("--json", "print what was written as JSON");
}

interface Job {
  readonly id: string;
  readonly make: () => Drawable | Promise<Drawable>;
}

async function run(jobs: readonly Job[], options: CommonOptions, command: Command): Promise<void> {
  requireWritable(options.out);
  const session = drawingSession();
  const done: Exported[] = [];
  try {
    for (const { id, make } of jobs) {
      const exported = await exportFigure(await make(), id, { ...options, formats: options.format }, session);
      done.push(exported);
      if (options.json) continue;
      const { size, files } = exported;
      const inches = size
        ? `${(size.width / 96).toFixed(2)} x ${(size.height / 96).toFixed(2)} in`
        : "not drawn";
      console.log(`${id} (${inches})\n${files.map((f) => `  ${f}`).join("\n")}`);
    }
  } catch (error) {
    if (error instanceof NoBrowserError) {
      command.showHelpAfterError(false).error(`descentlab: ${error.message}`);
    }
    throw error;
  } finally {
    await session.close();
  }
  if (options.json) console.log(JSON.stringify(done, null, 2));
}

/** What to export instead of a claim; `undefined` when the id is none. */
function figuresOfClaim(id: string): string | undefined {
  const claim = allClaims(projectRoot()).find((c) => c.id === id);
  if (!claim) return undefined;
  const { figures } = claim;
  if (figures.length === 0) return "This is a claim, and it has no figure.";
  return `This is a claim; its figure${figures.length === 1 ? " is" : "s are"} ${figures.join(", ")}.`;
}

function registryJob(registry: FigureRegistry, id: string): Job {
  const make = registry[id];
  if (make === undefined) {
    const near =
      figuresOfClaim(id) ??
      suggestion(id, Object.keys(registry), "`descentlab figures --list` names them all.");
    throw new DomainError(badArgument("figure", "be the id of a figure or the path of a notebook", id, near));
  }
  return {
    id,
    make: async () => {
      const figure = await make();
      if (figure.meta.id !== id)
        throw new Error(`The figure registered as ${id} calls itself ${figure.meta.id}.`);
      return figure;
    },
  };
}

/** Exports figures by id, or all those that a notebook stores. */
export function exportCommand(): Command {
  return withCommonOptions(new Command("export"), "pdf")
    .description("write figures as PDF, SVG, PNG, CSV and JSON at the widths of journals")
    .argument("<what...>", "ids of figures, or paths of executed notebooks")
    .addHelpText(
      "after",
      `
Widths:
${WIDTH_HELP}

Examples:
  $ descentlab export autoencoder/thm2-decay
  $ descentlab export autoencoder/thm2-decay --format pdf,svg,png,csv --width icml-column --out paper/figures
  $ descentlab export notebooks/autoencoder/03-full-batch-gd.ipynb --width 12cm`,
    )
    .action(async (what: string[], options: CommonOptions, command: Command) => {
      let registry: FigureRegistry | undefined;
      const jobs: Job[] = [];
      for (const name of what) {
        if (name.endsWith(".ipynb")) {
          const found = notebookFigures(name);
          if (found.length === 0) {
            throw new DomainError(
              badArgument("notebook", "hold plotly figures among its outputs", name, "Run it first."),
            );
          }
          jobs.push(...found.map(({ id, figure }) => ({ id, make: () => figure })));
        } else {
          registry ??= await registeredFigures();
          jobs.push(registryJob(registry, name));
        }
      }
      await run(jobs, options, command);
    });
}

/** Exports all registered figures, or lists them. */
export function figuresCommand(): Command {
  return withCommonOptions(new Command("figures"), "pdf,svg,png,csv,json")
    .description("write all figures of the papers")
    .option("-p, --paper <slug>", "only those of one paper")
    .option("-l, --list", "print the ids only")
    .addHelpText(
      "after",
      `
Examples:
  $ descentlab figures --list
  $ descentlab figures --paper autoencoder --format pdf --width jmlr-text`,
    )
    .action(async (options: CommonOptions & { paper?: string; list?: boolean }, command: Command) => {
      const registry = await registeredFigures();
      const ids = Object.keys(registry).filter((id) => !options.paper || id.startsWith(`${options.paper}/`));
      if (ids.length === 0) {
        throw new DomainError(badArgument("paper", "be the slug of a paper with figures", options.paper));
      }
      if (options.list) console.log(options.json ? JSON.stringify(ids) : ids.join("\n"));
      else
        await run(
          ids.map((id) => registryJob(registry, id)),
          options,
          command,
        );
    });
}
