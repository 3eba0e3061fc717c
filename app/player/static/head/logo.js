/** The logo, as in `assets/logo.svg`, in the colours of the theme. */

import { svg } from "../core/dom.js";

const LOGO = "M16 24L7 10H25Z";

export function drawLogo() {
  return svg(
    "svg",
    { viewBox: "0 0 32 32", class: "logo", "aria-hidden": "true" },
    svg("rect", { width: 32, height: 32, rx: 7 }),
    svg("path", { d: LOGO }),
  );
}
