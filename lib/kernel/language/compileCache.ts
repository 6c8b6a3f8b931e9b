/** Keeps compiled code of the TypeScript compiler between starts, where Node can (from 22.1). Import this first. */
import module from "node:module";

(module as { enableCompileCache?: () => unknown }).enableCompileCache?.();
