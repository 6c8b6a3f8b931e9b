/** The figures of the paper, by id. */
import type { FigureRegistry } from "../registry";
import * as appendixA from "./appendixA";
import * as appendixB from "./appendixB";
import * as conj6 from "./conj6";
import * as cyclic from "./cyclic";
import * as fig1 from "./fig1";
import * as landscape from "./landscape";
import * as setting from "./setting";
import * as table1 from "./table1";
import * as thm2 from "./thm2";

export const figures: FigureRegistry = {
  "autoencoder/loss-surface": () => setting.lossSurface(),
  "autoencoder/gradient-field": () => setting.gradientField(),
  "autoencoder/orthants": () => setting.orthants(),
  "autoencoder/fig-1": () => fig1.figure1(),
  "autoencoder/fig-1-starts": () => fig1.figure1Starts(),
  "autoencoder/fig-1-steps": () => fig1.figure1Steps(),
  "autoencoder/fig-1-with": () => fig1.figure1With({ degrees: 39, stepSize: 0.25, seed: 1 }),
  "autoencoder/cor3-law": () => appendixA.limitLaws(),
  "autoencoder/cor3-events": () => appendixA.events(),
  "autoencoder/tails": () => appendixA.tails(),
  "autoencoder/lem11-portrait": () => appendixA.invariantRegion(),
  "autoencoder/lem16-rate": () => appendixA.rate(),
  "autoencoder/direction-conserved": () => appendixA.directions(),
  "autoencoder/landscape-masses": () => landscape.masses(),
  "autoencoder/prop8-rays": () => landscape.rays(),
  "autoencoder/prop8-section": () => landscape.section({ degrees: 20, reach: 0.5 }),
  "autoencoder/prop8-spectra": () => landscape.spectra(),
  "autoencoder/trace-ratio": () => landscape.traceRatios(),
  "autoencoder/thm2-portrait": () => thm2.portrait(),
  "autoencoder/thm2-decay": () => thm2.decay(),
  "autoencoder/thm2-step-size": () => thm2.stepSize(),
  "autoencoder/thm2-run": () => thm2.correlations({ m: 5, stepRatio: 0.1, seed: 10 }),
  "autoencoder/thm4-basin": () => cyclic.basin(),
  "autoencoder/thm4-potential": () => cyclic.potentialDecay(),
  "autoencoder/cor5-probability": () => cyclic.probability(),
  "autoencoder/appB-sets": () => appendixB.sets(),
  "autoencoder/prop27-sign": () => appendixB.sign(),
  "autoencoder/lem26-norm": () => appendixB.norm(),
  "autoencoder/thm4-compact-sets": () => appendixB.compactSets(),
  "autoencoder/conj6-sweep": () => conj6.selected(),
  "autoencoder/conj6-winner": () => conj6.winner(),
  "autoencoder/iid-winner": () => conj6.iidWinner(),
  "autoencoder/three-winners": () => conj6.threeData(),
  "autoencoder/cyclic-winner": () => conj6.cyclicWinner(),
  "autoencoder/replicator": () => conj6.replicatorFlow(),
  "autoencoder/conj6-run": () => conj6.oneRun({ stepSize: 0.1, ratio: 0.9, order: "iid", seed: 1 }),
  "autoencoder/sgd-proof": () => conj6.proofPaths(),
  "autoencoder/table-1": () => table1.cells(),
  "autoencoder/table-1-time": () => table1.time(),
  "autoencoder/mini-batch": () => table1.miniBatch(),
  "autoencoder/mini-batch-run": () => table1.batchSlider(),
  "autoencoder/large-steps": () => table1.largeSteps(),
};
