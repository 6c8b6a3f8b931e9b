/** Merges bursts of stdout and stderr: one message for what a cell writes within a few milliseconds. */

const WINDOW_MS = 20;
const LARGEST = 1 << 18;

export class Streams {
  private cell = "";
  private name = "";
  private parts: string[] = [];
  private length = 0;
  private timer: NodeJS.Timeout | null = null;
  private last = 0;

  constructor(private readonly send: (cell: string, name: string, text: string) => void) {}

  write(cell: string, name: string, text: string): void {
    if (cell !== this.cell || name !== this.name) this.flush();
    this.cell = cell;
    this.name = name;
    this.parts.push(text);
    this.length += text.length;
    if (this.length > LARGEST || Date.now() - this.last > WINDOW_MS) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), WINDOW_MS);
  }

  /** Sends what is there; called before any other message so that the order is kept. */
  flush(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (this.length === 0) return;
    const text = this.parts.join("");
    this.parts = [];
    this.length = 0;
    this.send(this.cell, this.name, text);
    this.last = Date.now();
  }
}
