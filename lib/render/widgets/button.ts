import { type Unsubscribe, Widget } from "./model";
import { boxState, styleModel, type WidgetOptions } from "./value";

export interface ButtonOptions extends Omit<WidgetOptions, "description"> {
  readonly buttonStyle?: "" | "primary" | "success" | "info" | "warning" | "danger";
  /** Name of a Font Awesome icon. */
  readonly icon?: string;
}

export class Button extends Widget {
  onClick(f: () => void): Unsubscribe {
    return this.onCustom((content) => {
      if ((content as { event?: unknown } | null)?.event === "click") f();
    });
  }
}

/** A button to press. */
export function button(description: string, options: ButtonOptions = {}): Button {
  const { state, setup } = boxState("Button", options);
  const style = styleModel("ButtonStyle", options.style, options.host);
  const { buttonStyle = "", icon = "", disabled = false } = options;
  return new Button(
    { ...state, button_style: buttonStyle, description, disabled, icon, style },
    { ...setup, parts: [...setup.parts, style] },
  );
}
