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
