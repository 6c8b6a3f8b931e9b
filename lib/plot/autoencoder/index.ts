/** The figures of the paper, by id. */
import type { FigureRegistry } from "../registry";
import * as fig1 from "./fig1";
import * as landscape from "./landscape";
import * as setting from "./setting";
import * as thm2 from "./thm2";

export const figures: FigureRegistry = {
  "autoencoder/loss-surface": () => setting.lossSurface(),
  "autoencoder/gradient-field": () => setting.gradientField(),
  "autoencoder/orthants": () => setting.orthants(),
  "autoencoder/fig-1": () => fig1.figure1(),
  "autoencoder/landscape-masses": () => landscape.masses(),
  "autoencoder/prop8-rays": () => landscape.rays(),
  "autoencoder/prop8-spectra": () => landscape.spectra(),
  "autoencoder/trace-ratio": () => landscape.traceRatios(),
  "autoencoder/thm2-portrait": () => thm2.portrait(),
  "autoencoder/thm2-decay": () => thm2.decay(),
  "autoencoder/thm2-step-size": () => thm2.stepSize(),
};
