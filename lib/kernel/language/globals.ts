/**
 * Names that a cell may declare, but not in V8's script scope: there `const Map = …` would take `Map` away from every
 * library, and from the kernel.
 */
export const GLOBAL_NAMES: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(globalThis));

/** Declarations of what every cell may use without an import. */
export const GLOBALS = `
/** Asks the reader for a line of text. */
declare function prompt(text?: string): Promise<string>;
/** Asks the reader for a line of text. */
declare function input(text?: string): Promise<string>;
/** Asks the reader for a line of text that is not shown. */
declare function password(text?: string): Promise<string>;
/** Shows a text in the pager of the front end. */
declare function page(text: string): void;
`;
