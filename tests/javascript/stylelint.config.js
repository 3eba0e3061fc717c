export default {
  extends: "stylelint-config-recommended",
  rules: {
    "no-descending-specificity": null, // states (hover, dark, print) are grouped by component, not by weight
  },
  overrides: [
    {
      files: ["../../app/player/static/**/*.css"],
      rules: {
        // Chromium puts all `:has()` of a shadow root together: every element that comes or goes would restyle hundreds.
        "selector-pseudo-class-disallowed-list": ["has"],
      },
    },
  ],
};
