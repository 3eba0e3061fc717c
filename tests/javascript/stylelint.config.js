export default {
  extends: "stylelint-config-recommended",
  rules: {
    "no-descending-specificity": null, // states (hover, dark, print) are grouped by component, not by weight
  },
};
