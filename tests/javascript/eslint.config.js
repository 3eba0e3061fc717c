import js from "@eslint/js";
import globals from "globals";

const unsafe = ["innerHTML", "outerHTML", "insertAdjacentHTML", "setHTMLUnsafe", "createContextualFragment"];
const noHas = "Set a class instead: with one :has() every element that comes or goes restyles hundreds.";
const sheetOf = "CallExpression[callee.property.name=/^replace(Sync)?$/]";
const plainText = "Build elements, or set textContent: markup from a string can carry a script.";

export default [
  js.configs.recommended,
  {
    languageOptions: {
      ecmaVersion: 2023,
      sourceType: "module",
      globals: globals.browser,
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "no-restricted-properties": [
        "error",
        ...unsafe.map((property) => ({ property, message: plainText })),
        { object: "document", property: "write", message: plainText },
        { object: "document", property: "writeln", message: plainText },
      ],
      "no-restricted-syntax": [
        "error",
        { selector: `${sheetOf} :matches([value=/:has\\(/], [value.raw=/:has\\(/])`, message: noHas },
      ],
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-script-url": "error",
      "no-var": "error",
      "prefer-const": "error",
      "one-var": ["error", "never"],
      eqeqeq: ["error", "always", { null: "ignore" }],
    },
  },
];
