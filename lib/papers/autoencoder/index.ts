/** Every claim of the paper, in the order of the ids in `data/claims/autoencoder.json`. */
import type { Claim } from "../../claims/claim";
import { selection } from "./conj6";
import { spreadOut } from "./cor3";
import { events } from "./cor3Proof";
import { apart } from "./cor5";
import { dynamics } from "./cyclicMap";
import { conservation } from "./direction";
import { gradientFormula } from "./eq4";
import { threeRuns } from "./fig1";
import { noMotion } from "./frozen";
import { invariance as invariantSetInvariance } from "./invariantSet";
import { spectrum as lem9Spectrum, matrixAction } from "./lem9";
import { spectrum as lem10Spectrum } from "./lem10";
import { increments, invariance as lem11Invariance } from "./lem11";
import { coordinateUpdate, massUpdate } from "./lem12";
import { activeSetConstant, coordinatesMonotone, massesMonotone } from "./lem13";
import { convergence } from "./lem16";
import { chiSquareTail } from "./lem17";
import { chernoff } from "./lem18";
import { gaussianMaximum } from "./lem19";
import { gronwall } from "./lem20";
import { barrier as lem21Barrier } from "./lem21";
import { square } from "./lem22";
import { growth } from "./lem24";
import { barrier as lem25Barrier } from "./lem25";
import { norm } from "./lem26";
import { diagonal } from "./lem28";
import { oddStep } from "./lem29";
import { cubic as lem30Cubic } from "./lem30";
import { cubic as lem31Cubic } from "./lem31";
import { monotone } from "./lem32";
import { hessianFormula } from "./lem33";
import { limitsAreMinima } from "./minima";
import { bounds } from "./normBounds";
import { oneActive } from "./oneActive";
import { hessiansAtMinima } from "./prop8";
import { leaving } from "./prop23";
import { decrease } from "./prop27";
import { rankDeficiency } from "./rank";
import { equalSharpness } from "./sharpness";
import { table } from "./table1";
import { limit as thm2Limit } from "./thm2";
import { limit as thm4Limit } from "./thm4";
import { steps } from "./thm4Proof";
import { globalMinima, lossExpansion } from "./thm7";
import { traces } from "./trace";

/** Each with its subject's type forgotten; `judge` and `check` feed a claim only its own subjects. */
export const claims: readonly Claim[] = [
  gradientFormula,
  noMotion,
  threeRuns,
  thm2Limit,
  spreadOut,
  oneActive,
  thm4Limit,
  apart,
  selection,
  globalMinima,
  limitsAreMinima,
  hessiansAtMinima,
  lem9Spectrum,
  lem10Spectrum,
  equalSharpness,
  rankDeficiency,
  traces,
  table,
  coordinateUpdate,
  lem11Invariance,
  increments,
  massUpdate,
  coordinatesMonotone,
  activeSetConstant,
  massesMonotone,
  convergence,
  conservation,
  events,
  chiSquareTail,
  chernoff,
  gaussianMaximum,
  gronwall,
  lem21Barrier,
  dynamics,
  square,
  leaving,
  growth,
  lem25Barrier,
  norm,
  bounds,
  decrease,
  invariantSetInvariance,
  steps,
  diagonal,
  oddStep,
  lem30Cubic,
  lem31Cubic,
  monotone,
  lossExpansion,
  hessianFormula,
  matrixAction,
];
