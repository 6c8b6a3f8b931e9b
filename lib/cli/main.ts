/** The command line `npx descentlab`. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { DomainError } from "../core/errors";
import { FileError } from "../render/files";
import { claimsCommand } from "./claims";
import { explainCommand } from "./explain";
import { ledgerCommand } from "./ledgerPage";
import { verifyCommand } from "./verify";

/** Commands that load a browser or a kernel: their modules are read only when they are asked for. */
const HEAVY: readonly { name: string; module: string; factory: string }[] = [
  { name: "export", module: "export", factory: "exportCommand" },
  { name: "figures", module: "export", factory: "figuresCommand" },
  { name: "kernel", module: "kernel", factory: "kernelCommand" },
];

function heavyCommands(args: readonly string[]): Command[] {
  const wanted = args.find((arg) => !arg.startsWith("-"));
  const all = wanted === undefined || wanted === "help";
  return HEAVY.filter(({ name }) => all || name === wanted).flatMap(({ module, factory }) => {
    if (![".js", ".ts"].some((ending) => existsSync(join(__dirname, module + ending)))) return [];
    return [(require(`./${module}`) as Record<string, () => Command>)[factory]!()];
  });
}

function program(args: readonly string[]): Command {
  const root = new Command("descentlab")
    .description("Theorems about gradient descent, derived, simulated, plotted and judged")
    .version((require("descentlab/package.json") as { version: string }).version, "-V, --version")
    .showHelpAfterError("(add --help for the options and examples)")
    .exitOverride();
  const commands = [
    verifyCommand(),
    claimsCommand(),
    explainCommand(),
    ledgerCommand(),
    ...heavyCommands(args),
  ];
  for (const command of commands) root.addCommand(command.copyInheritedSettings(root));
  return root;
}

/** Runs the command line and returns its exit code. Errors that a user can act on are printed without a stack. */
export async function main(args: readonly string[]): Promise<number> {
  try {
    await program(args).parseAsync(args, { from: "user" });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    if (error instanceof DomainError || error instanceof FileError) {
      process.stderr.write(`descentlab: ${error.message}\n`);
      return 1;
    }
    const { code, syscall, message } = error as NodeJS.ErrnoException;
    if (code !== undefined && syscall !== undefined) {
      process.stderr.write(`descentlab: the system refuses: ${message}\n`);
      return 1;
    }
    throw error;
  }
}
