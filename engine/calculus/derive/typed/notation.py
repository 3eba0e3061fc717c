"""How people write formulas: each spelling, and what it is in plain signs and names.

A spelling is looked up in the order of the tables; a longer one goes before a shorter one. A
new notation is one entry.
"""

from __future__ import annotations

import re

TRANSPOSED = r"(?:T|⊤|\\top\b|\\intercal\b|\\(?:mathrm|mathsf|text|rm)\s*\{?\s*T\s*\}?)"
SIGNS = {
    "**": ".^",
    "@": "*",
    "·": "*",
    "⋅": "*",
    "∙": "*",
    "•": "*",
    "×": "*",
    "∗": "*",
    "⊙": ".*",
    "∘": ".*",
    "○": ".*",
    "÷": "/",
    "∕": "/",
    "−": "-",
    "–": "-",
    "—": "-",
    "ᵀ": "'",
    "⊤": "'",
    "′": "'",
    "’": "'",
    "´": "'",
    "⁻¹": "^-1",
    "⁻ᵀ": "^-1'",
    "⁰": "^0",
    "¹": "^1",
    "²": "^2",
    "³": "^3",
    "⁴": "^4",
    "½": "(1/2)",
    "¼": "(1/4)",
    "‖": "||",
    "∥": "||",
    "√": "sqrt",
    "∑": "sum",
    "∞": "inf",
    "₁": "_1",
    "₂": "_2",
    "\\|": "||",
    "\\Vert": "||",
    "\\lVert": "||",
    "\\rVert": "||",
    "\\vert": "|",
    "\\lvert": "|",
    "\\rvert": "|",
    "\\lbrace": "(",
    "\\rbrace": ")",
    "\\{": "(",
    "\\}": ")",
    "\\lbrack": "[",
    "\\rbrack": "]",
    "\\cdot": "*",
    "\\times": "*",
    "\\ast": "*",
    "\\odot": ".*",
    "\\circ": ".*",
    "\\div": "/",
    "\\prime": "'",
    "\\infty": "inf",
    "\\Tr": "tr",
    "\\trace": "tr",
    "\\softmax": "softmax",
    "\\varepsilon": "epsilon",
    "\\varphi": "phi",
    "\\vartheta": "theta",
}
"""Signs and words of LaTeX; a Greek letter and a function of LaTeX, `\\log`, keep their name."""
NOTHING = (
    r"\$+|\\[()\[\],;:!> ]|\\(?:left|right|bigl?|bigr?|Bigl?|Bigr?|displaystyle|limits|nolimits"
    r"|quad|qquad|mathbf|mathrm|mathit|boldsymbol|bm|bf|rm|it|operatorname\*?|text)(?![A-Za-z])"
)
"""What stands in LaTeX for the look alone."""
FONTS = r"mathbf|mathrm|mathit|mathsf|mathcal|boldsymbol|bm|vec|text|textbf|operatorname\*?"
MARKS = {"hat": "hat", "widehat": "hat", "bar": "bar", "overline": "bar", "tilde": "tilde"}
"""A mark over a letter becomes part of its name: `\\hat{y}` is `y_hat`."""
LATEX_FUNCTIONS = (
    *("log", "ln", "exp", "sin", "cos", "tan", "tanh", "sinh", "cosh", "arctan", "det", "tr"),
    *("sqrt", "max", "sum", "sign", "logdet"),
)
FRACTIONS = ("\\frac", "\\tfrac", "\\dfrac", "\\cfrac")
LIBRARIES = r"(?:np|numpy|torch|jnp|tf|math|scipy)\.(?:linalg\.|special\.|nn\.functional\.|nn\.)?"
"""A function of a library is read as the function itself: `np.linalg.norm` is `norm`."""
GREEK = re.compile(
    r"alpha|beta|gamma|delta|epsilon|zeta|eta|theta|iota|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau"
    r"|upsilon|phi|chi|psi|omega|ell|Gamma|Delta|Theta|Lambda|Xi|Pi|Sigma|Phi|Psi|Omega"
)
ALIASES = {
    "σ": "sigmoid",
    "sigma": "sigmoid",
    "logistic": "sigmoid",
    "expit": "sigmoid",
    "norm": "norm2",
    "normF": "norm2",
    "norm_F": "norm2",
    "norm_2": "norm2",
    "norm_1": "norm1",
    "trace": "tr",
    "Tr": "tr",
    "ln": "log",
    "lg": "log10",
    "ReLU": "relu",
    "Relu": "relu",
    "Softmax": "softmax",
    "sgn": "sign",
    "absolute": "abs",
    "average": "mean",
    "avg": "mean",
    "inverse": "inv",
    "transpose": "'",
    "lse": "logsumexp",
    "trans": "'",
    "maximum": "max",
    "Sum": "sum",
}
"""Other names of functions; `transpose` is the sign behind its argument."""
NEED_BRACKETS = ("σ", "sigma")
"""Functions only where a bracket follows; else they are names."""
ADVICE = {
    "∇": "slope_sign",
    "∂": "slope_sign",
    "\\nabla": "slope_sign",
    "\\partial": "slope_sign",
    "argmin": "no_minimum",
    "argmax": "no_minimum",
    "\\min": "no_minimum",
    "\\arg": "no_minimum",
    "⊗": "no_kronecker",
    "\\otimes": "no_kronecker",
    "kron": "no_kronecker",
    "vec": "no_vec",
    "\\mathbb": "no_expectation",
    "\\dagger": "no_such_power",
    "†": "no_such_power",
    "∫": "no_integral",
    "\\int": "no_integral",
    "∏": "no_product_sign",
    "\\prod": "no_product_sign",
    "prod": "no_product_sign",
    "\\begin": "no_blocks",
    "eig": "no_eigenvalues",
    "svd": "no_eigenvalues",
    "pinv": "no_pseudoinverse",
    "expm": "no_expm",
    "logm": "no_expm",
    "<": "no_comparison",
    ">": "no_comparison",
    "≤": "no_comparison",
    "≥": "no_comparison",
    "\\leq": "no_comparison",
    "\\geq": "no_comparison",
    "±": "no_comparison",
}
"""What people write that a formula here cannot have, and the sentence `[formula.KEY]` for it."""
