/** What the threads of a kernel say to each other. */
import type { MessagePort } from "node:worker_threads";

/** A MIME bundle with its metadata, as JSON texts. */
export interface Bundle {
  readonly data: Record<string, unknown>;
  readonly metadata: object;
}

export interface Failure {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

/** JavaScript of a cell, ready to run: a script whose value is a function. */
export interface Script {
  readonly js: string;
  /** Source map, JSON. */
  readonly map: string;
  /** Names that the cell declares itself: an earlier import of the same name no longer counts. */
  readonly declares: readonly string[];
  /** Names that it imports as values. */
  readonly imports: readonly string[];
  /** Names of global objects among its variables and those of earlier cells. */
  readonly own: readonly string[];
}

export type Prepared =
  | { readonly kind: "ready"; readonly script: Script }
  | { readonly kind: "rejected"; readonly failure: Failure };

/** How a cell ended. */
export type Ending =
  | {
      readonly kind: "ok";
      /** JSON of `{data, metadata}` of the last expression, if it has a value. */
      readonly result?: string;
      /** JSON of the displays that belong below the result. */
      readonly below: readonly string[];
      readonly expressions: Record<string, unknown>;
      readonly payload: readonly object[];
    }
  | { readonly kind: "failed"; readonly failure: Failure; readonly payload: readonly object[] };

/** Orders of the front thread to the user thread. `cell` is the id of the request that caused them. */
export type Order =
  | {
      readonly op: "run";
      readonly cell: string;
      readonly label: string;
      readonly code: string;
      readonly script: Script;
      readonly expressions: Record<string, Prepared>;
      readonly allowStdin: boolean;
      readonly silent: boolean;
    }
  | {
      readonly op: "interrupt";
      readonly cell: string | null;
      readonly ticket: number;
      readonly reason?: string;
    }
  | {
      readonly op: "comm";
      readonly cell: string;
      readonly type: string;
      readonly content: Record<string, unknown>;
      readonly metadata: Record<string, unknown>;
      readonly buffers: readonly Uint8Array[];
    }
  | { readonly op: "input"; readonly id: number; readonly value: string }
  | { readonly op: "exit" };

/** Reports of the user thread to the front thread. */
export type Report =
  | {
      readonly op: "stream";
      readonly cell: string;
      readonly name: "stdout" | "stderr";
      readonly text: string;
    }
  | {
      readonly op: "publish";
      readonly cell: string;
      readonly type: string;
      /** JSON. */
      readonly content: string;
      readonly metadata?: string;
      readonly buffers?: readonly Uint8Array[];
    }
  | { readonly op: "ended"; readonly cell: string; readonly ending: Ending }
  | { readonly op: "handled"; readonly cell: string }
  | {
      readonly op: "ask";
      readonly cell: string;
      readonly id: number;
      readonly prompt: string;
      readonly password: boolean;
    };

/** Slots of the shared counters (Int32). */
export const SHARED = {
  /** Last interrupt ticket that the user thread has seen. */
  ticket: 0,
  /** KiB handed to the front thread, and KiB it has passed on: the difference is the back-pressure. */
  sent: 1,
  passed: 2,
  /** Wakes a synchronous call of the user thread to the language thread. */
  answered: 3,
  size: 4,
} as const;

/** Data that the front thread starts with. */
export interface FrontData {
  readonly connectionFile: string;
  readonly shared: Int32Array;
  readonly language: MessagePort;
  /** Bytes that the heap of the user thread may reach, young and old objects together. */
  readonly heapLimit: number;
}

/** Data that the language thread starts with. */
export interface LanguageData {
  readonly shared: Int32Array;
  /** Requests of the front thread. */
  readonly front: MessagePort;
  /** Synchronous requests of the user thread. */
  readonly user: MessagePort;
  readonly folder: string;
}

export type LanguageRequest =
  | { readonly method: "prepare"; readonly code: string; readonly label: string; readonly keep: boolean }
  | { readonly method: "complete"; readonly code: string; readonly cursor: number }
  | { readonly method: "inspect"; readonly code: string; readonly cursor: number; readonly detail: number }
  | { readonly method: "isComplete"; readonly code: string };
