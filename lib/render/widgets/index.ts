/**
 * Interactive widgets for notebooks (the ipywidgets 8 models).
 *
 * ```ts
 * import { intSlider } from "descentlab/render/widgets/index";
 * const steps = intSlider(1, 50, { description: "steps" });
 * steps.onChange((n) => console.log(n));
 * steps                                   // shows the slider
 * ```
 */
export * from "./boxes";
export * from "./button";
export * from "./choices";
export { type State, type Unsubscribe, Widget, type WidgetSetup } from "./model";
export * from "./numbers";
export { layoutModel, ValueWidget, type WidgetOptions } from "./value";
