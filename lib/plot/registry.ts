/** Figures by id: what `npm run figures` and `descentlab export` make. */
import type { Figure } from "./figure";

/**
 * The figures of a paper by id (`autoencoder/fig-1`), each made when asked for. Every
 * `plot/<paper>/index` exports one as `figures`.
 */
export type FigureRegistry = Readonly<Record<string, () => Figure | Promise<Figure>>>;
