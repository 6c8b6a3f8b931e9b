/** The figures of the paper, by id. */
import type { FigureRegistry } from "../registry";
import * as thm2 from "./thm2";

export const figures: FigureRegistry = {
  "autoencoder/thm2-portrait": () => thm2.portrait(),
  "autoencoder/thm2-decay": () => thm2.decay(),
  "autoencoder/thm2-step-size": () => thm2.stepSize(),
};
