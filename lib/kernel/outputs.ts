/** Outputs of a cell, in the notebook format, gathered from the messages of a kernel. */

export interface StreamOutput {
  readonly output_type: "stream";
  readonly name: "stdout" | "stderr";
  text: string;
}
export interface DisplayOutput {
  readonly output_type: "display_data" | "execute_result";
  data: Record<string, unknown>;
  metadata: Record<string, unknown>;
  execution_count?: number | null;
}
export interface ErrorOutput {
  readonly output_type: "error";
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}
export type Output = StreamOutput | DisplayOutput | ErrorOutput;

/** Displays by id: an update replaces the content of every display that carries the id, in whatever cell it lies. */
export type Displays = Map<string, DisplayOutput[]>;

interface Content {
  readonly name?: "stdout" | "stderr";
  readonly text?: string;
  readonly data?: Record<string, unknown>;
  readonly metadata?: Record<string, unknown>;
  readonly transient?: { readonly display_id?: string };
  readonly execution_count?: number | null;
  readonly ename?: string;
  readonly evalue?: string;
  readonly traceback?: readonly string[];
  readonly wait?: boolean;
}

/** The outputs of one execution. */
export class OutputList {
  readonly outputs: Output[] = [];
  private clearNext = false;

  constructor(private readonly displays: Displays) {}

  /** Takes one iopub message; other kinds than outputs are ignored. */
  take(type: string, content: Content): void {
    if (type === "update_display_data") {
      for (const display of this.displays.get(content.transient?.display_id ?? "") ?? []) {
        display.data = content.data ?? {};
        display.metadata = content.metadata ?? {};
      }
      return;
    }
    if (type === "clear_output") {
      if (content.wait) this.clearNext = true;
      else this.outputs.length = 0;
      return;
    }
    const output = toOutput(type, content);
    if (!output) return;
    if (this.clearNext) {
      this.outputs.length = 0;
      this.clearNext = false;
    }
    const last = this.outputs.at(-1);
    if (output.output_type === "stream" && last?.output_type === "stream" && last.name === output.name) {
      last.text += output.text;
      return;
    }
    this.outputs.push(output);
    const id = content.transient?.display_id;
    if (id && "data" in output) this.displays.set(id, [...(this.displays.get(id) ?? []), output]);
  }
}

function toOutput(type: string, content: Content): Output | undefined {
  switch (type) {
    case "stream":
      return { output_type: "stream", name: content.name ?? "stdout", text: content.text ?? "" };
    case "display_data":
      return { output_type: type, data: content.data ?? {}, metadata: content.metadata ?? {} };
    case "execute_result":
      return {
        output_type: type,
        data: content.data ?? {},
        metadata: content.metadata ?? {},
        execution_count: content.execution_count ?? null,
      };
    case "error":
      return {
        output_type: type,
        ename: content.ename ?? "",
        evalue: content.evalue ?? "",
        traceback: content.traceback ?? [],
      };
    default:
      return undefined;
  }
}
