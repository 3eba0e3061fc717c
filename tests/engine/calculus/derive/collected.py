r"""Formulas as people write them, collected from documentation, books and forums, by source.

A row is a formula and the name it is derived by; a third entry is the key of the sentence,
`[formula.KEY]`, with which it is refused, because it needs what is not there.

Petersen and Pedersen's numbers are those of The Matrix Cookbook, version of November 15, 2012.
"""

COLLECTED = {
    "matrixcalculus.org, documentation": [
        ("0.5*x'*A*x", "x"),
        ("0.5*x'*A*x", "A"),
        ("A*exp(x)", "x"),
        ("sin(x)'*y", "x"),
        ("(y.*v)'*x", "x"),
        ("(y.*v)'*x", "v"),
        ("a^b", "a", "exponent"),
        ("norm1(A*x-y)", "x"),
        ("norm2(A*x-y)^2", "x"),
        ("sum(log(exp(-y.*(X*w)) + vector(1)))", "w"),
        ("tr(A*X'*B*X*C)", "X"),
        ("log(det(inv(X)))", "X"),
        ("X", "X"),
        ("x'", "x"),
    ],
    "The Matrix Cookbook, 2.1 (eq. 46-56)": [
        (r"\det(\mathbf{Y})", "Y"),
        ("det(X)", "X"),
        ("det(A X B)", "X"),
        (r"\det(\mathbf{X}^T \mathbf{A} \mathbf{X})", "X"),
        ("ln |det(X^T X)|", "X"),
        (r"\ln |\det(\mathbf{X})|", "X"),
        (r"\det(\mathbf{X}^k)", "X", "exponent"),
        ("det(X^3)", "X"),
    ],
    "The Matrix Cookbook, 2.2 (eq. 59-64)": [
        ("X^-1", "X"),
        (r"\mathbf{a}^T \mathbf{X}^{-1} \mathbf{b}", "X"),
        ("det(X^{-1})", "X"),
        ("Tr(A X^{-1} B)", "X"),
        ("Tr((X + A)^-1)", "X"),
    ],
    "The Matrix Cookbook, 2.4 (eq. 69-88)": [
        ("x^T a", "x"),
        (r"\mathbf{a}^T \mathbf{x}", "x"),
        ("a^T X b", "X"),
        ("a^T X^T b", "X"),
        ("a^T X a", "X"),
        ("a^T X^T a", "X"),
        (r"\sum_{klmn} X_{kl} X_{mn}", "X", "sum_without_index"),
        ("b^T X^T X c", "X"),
        ("(B x + b)^T C (D x + d)", "x"),
        (r"\mathbf{x}^T \mathbf{B} \mathbf{x}", "x"),
        ("b^T X^T D X c", "X"),
        ("(X b + c)^T D (X b + c)", "X"),
        ("(x - A s)^T W (x - A s)", "s"),
        ("(x - s)^T W (x - s)", "x"),
        ("(x - s)^T W (x - s)", "s"),
        ("(x - A s)^T W (x - A s)", "x"),
        ("(x - A s)^T W (x - A s)", "A"),
        ("a^T X^3 b", "X"),
        ("a^T (X^2)^T X^2 b", "X"),
    ],
    "The Matrix Cookbook, 2.5 (eq. 99-125)": [
        ("Tr(X)", "X"),
        ("Tr(XA)", "X"),
        ("Tr(AXB)", "X"),
        ("Tr(A X^T B)", "X"),
        ("Tr(X^T A)", "X"),
        ("Tr(A X^T)", "X"),
        (r"\mathrm{Tr}(\mathbf{X}^2)", "X"),
        (r"\operatorname{Tr}(X^2 B)", "X"),
        ("Tr(X^T B X)", "X"),
        ("Tr(B X X^T)", "X"),
        ("Tr(X X^T B)", "X"),
        ("Tr(X B X^T)", "X"),
        ("Tr(B X^T X)", "X"),
        ("Tr(A X B X)", "X"),
        ("Tr(X^T X)", "X"),
        ("Tr(B^T X^T C X B)", "X"),
        ("Tr(X^T B X C)", "X"),
        ("Tr(A X B X^T C)", "X"),
        ("Tr((A X B + C)(A X B + C)^T)", "X"),
        ("Tr(X ⊗ X)", "X", "no_kronecker"),
        ("Tr(X^k)", "X", "exponent"),
        ("Tr(A X^4)", "X"),
        ("Tr(B^T X^T C X X^T C X B)", "X"),
        ("Tr(A X^{-1} B)", "X"),
        ("Tr((X^T C X)^{-1} A)", "X"),
        ("Tr((X^T C X)^{-1} (X^T B X))", "X"),
        ("Tr(sin(X))", "X"),
    ],
    "The Matrix Cookbook, 2.6 and 2.7 (eq. 129-133)": [
        ("||x - a||_2", "x"),
        (r"\frac{x - a}{\|x - a\|_2}", "x"),
        (r"\|\mathbf{x}\|_2^2", "x"),
        (r"\|\mathbf{X}\|_F^2", "X"),
        (r"\|X\|_F", "X"),
    ],
    "The Matrix Cookbook, 4 (complex matrices)": [
        ("Tr(A X^H)", "X", "no_such_power"),
        ("Tr(X X^H)", "X", "no_such_power"),
        ("det(X^H A X)", "X", "no_such_power"),
        ("Tr(A X^*)", "X", "no_such_power"),
        (r"\mathrm{Tr}(A X^\dagger)", "X", "no_such_power"),
    ],
    "Boyd and Vandenberghe, Convex Optimization, A.4": [
        ("1/2 x^T P x + q^T x + r", "x"),
        ("log det X", "X"),
        (r"\log \det X", "X"),
        ("log sum exp(x)", "x"),
        ("log(sum(exp(A x + b)))", "x"),
        ("logdet(F)", "F"),
        (r"\|Ax - b\|_2", "x"),
        ("-sum(log(b - A x))", "x"),
    ],
    "Wikipedia, Matrix calculus": [
        ("A x", "x"),
        ("x⊤A", "x"),
        ("x⊤A x", "x"),
        ("a⊤x x⊤b", "x"),
        ("‖x − a‖", "x"),
        ("(A x + b)⊤C (D x + e)", "x"),
        ("u · v", "u"),
        ("a⊤u", "u"),
        ("tr(A X⊤)", "X"),
        ("tr(e^X)", "X"),
        ("tr(X⊗A)", "X", "no_kronecker"),
        ("|X|", "X"),
        ("ln|a X|", "X"),
        ("|A X B|", "X"),
        ("X⁻¹", "X"),
        ("‖X‖₂", "X", "spectral_norm"),
    ],
    "Wikipedia, Softmax, Sigmoid and Huber": [
        ("σ(z)", "z"),
        ("1/(1 + e^{-x})", "x"),
        ("e^x/(e^x + 1)", "x"),
        ("softmax(z)", "z"),
        ("exp(z)/sum(exp(z))", "z"),
        (r"\delta^2 (\sqrt{1 + (a/\delta)^2} - 1)", "a"),
        ("tanh(x)", "x"),
        ("ln(1 + e^x)", "x"),
    ],
    "Stanford CS229, lecture notes 1": [
        ("J(θ) = 1/2 (Xθ − y)ᵀ(Xθ − y)", "θ"),
        (r"\frac{1}{2}(X\theta - \vec{y})^T(X\theta - \vec{y})", "theta"),
        ("tr(A B)", "A"),
        ("tr A B A^T C", "A"),
        ("|A|", "A"),
        (r"\log(1 + e^{-y \theta^T x})", "theta"),
        ("y log h + (1 - y) log(1 - h)", "h"),
    ],
    "Stanford CS231n and CS224n, notes": [
        ("W x", "x"),
        ("W.dot(x)", "x"),
        ("np.sum((X.dot(W) - Y)**2)", "W"),
        ("0.5 * np.sum(W * W)", "W"),
        ("np.maximum(0, x)", "x"),
        ("1.0 / (1 + np.exp(-x))", "x"),
        ("max(0, 1 - y*(w^T x + b))", "w"),
        (r"-y^\top \log(\mathrm{softmax}(\theta))", "theta"),
        ("-sum_i y_i log(p_i)", "p"),
        ("σ(xW_1 + b_1)W_2 + b_2 ; x: row, b_1: row, b_2: row", "W_1"),
        ("x .* y", "x"),
        ("f(W x)", "x", "no_function"),
    ],
    "Parr and Howard, The Matrix Calculus You Need For Deep Learning": [
        ("sum(x)", "x"),
        ("sum(z * x)", "x"),
        ("max(0, w·x + b) ; w: column, b: number", "b"),
        ("w ⊗ x", "w", "no_kronecker"),
        ("w + x", "x"),
        ("w ⊙ x", "w"),
        ("y = sum(f)", "f"),
        ("x + z ; z: number, x: 3", "z"),
    ],
    "Goodfellow, Bengio and Courville, Deep Learning": [
        (r"\frac{1}{m} \|\hat{y} - y\|_2^2", "y_hat"),
        (r"\frac12 \|Ax - b\|_2^2", "x"),
        (r"\lambda w^\top w", "w"),
        (r"\frac{\alpha}{2} w^\top w + \frac12 \|Xw - y\|_2^2", "w"),
        (r"\|x\|_1", "x"),
        (r"\max\{0, W^\top x + c\}", "x"),
        (r"w^\top \max(0, W^\top x + c) + b", "W"),
        (r"\log \sigma(w^\top x + b)", "w"),
    ],
    "Bishop, Pattern Recognition and Machine Learning": [
        (r"\frac12 \sum_{n=1}^N (t_n - y_n)^2", "y"),
        (r"\frac12 \sum_{n=1}^N (t_n - w^T \phi_n)^2", "w", "sum_of_products"),
        (r"-\frac12 (x - \mu)^T \Sigma^{-1} (x - \mu)", "mu"),
        (r"-\frac12 (x - \mu)^T \Sigma^{-1} (x - \mu)", "Sigma"),
        (r"-\frac12 \ln|\Sigma| - \frac12 (x-\mu)^T \Sigma^{-1} (x-\mu)", "Sigma"),
        (r"\frac{\beta}{2} \|t - \Phi w\|^2 + \frac{\alpha}{2} w^T w", "w"),
        (r"-\sum_{n=1}^N (t_n \ln y_n + (1 - t_n) \ln(1 - y_n))", "y"),
    ],
    "Minka, Old and New Matrix Algebra Useful for Statistics": [
        ("tr(A X B X')", "X"),
        ("|X' X|", "X"),
        ("log |X|", "X"),
        ("tr(inv(X) A)", "X"),
        ("(A x)'(A x)", "x"),
    ],
    "scikit-learn, user guide: linear models": [
        ("||X w - y||_2^2", "w"),
        ("||X w - y||_2^2 + α ||w||_2^2", "w"),
        (r"\frac{1}{2 n} ||X w - y||_2^2 + \alpha ||w||_1", "w"),
        (r"\frac{1}{2n}||X W - Y||_F^2", "W"),
        ("1/2 w^T w + C sum(log(exp(-y .* (X w + c)) + 1))", "w"),
        (r"\min_{w} || X w - y||_2^2", "w", "no_minimum"),
    ],
    "PyTorch and NumPy, documentation": [
        ("(A @ x - b).T @ (A @ x - b)", "x"),
        ("np.linalg.norm(A @ x - b)**2", "x"),
        ("torch.sum(torch.sigmoid(X @ w + b))", "w"),
        ("np.trace(X.T @ A @ X)", "X"),
        ("np.log(np.linalg.det(X))", "X"),
        ("np.linalg.inv(X)", "X"),
        ("np.mean((X @ w - y)**2)", "w"),
        ("((X @ w - y)**2).mean()", "w"),
        ("torch.nn.functional.softmax(x)", "x"),
        ("np.dot(a, b)", "a"),
        ("x.sum()", "x"),
        ("torch.logsumexp(x)", "x"),
        ("np.linalg.slogdet(X)", "X", "no_function"),
        ("torch.relu(W @ x).sum()", "W"),
        ("X[0]", "X", "no_entries"),
    ],
    "Mathematics Stack Exchange": [
        (r"\|Ax-b\|^2", "x"),  # 3557185
        ("(Ax-b)^T(Ax-b)", "x"),  # 3557185
        ("x^TA^TAx-2b^TAx +b^Tb", "x"),  # 369694
        (r"(1/2) \| Ax - b \|^2", "x"),  # 369694
        (r"\Vert \mathbf Ax - b\Vert ^2", "x"),  # 4073915
        (r"x^T \mathbf A^T \mathbf A x - 2b^T \mathbf Ax + b^Tb", "x"),  # 4073915
        ("f={||Ax+b||}^2", "x"),  # 1651448
        ("{(Ax+b)}^T(Ax+b)", "x"),  # 1651448
        (r"\mathrm{tr}(\mathbf X^3)", "X"),  # 3021097
        (r"{\rm tr}(\alpha X^2)", "X"),  # 3021097
        (r"det(\mathbf X)", "X"),  # 3021097
        (r"|\mathbf{X}^{T} \mathbf{X}|", "X"),  # 3472426
        (r"\log(\det(X))", "X"),  # 3021097
        (r"2\log{\rm det}\,X+\log{\rm det}\,B", "X"),  # 2152983
        (r"\frac{\partial}{\partial x} ||Ax+b||^2", "x", "slope_sign"),  # 1651448
        (r"\nabla_x \|r\|^2", "r", "slope_sign"),  # 369694
    ],
    "Cross Validated": [
        (r"-\mathbf y \cdot \ln\textbf{ s} - (1-\mathbf y) \cdot \ln(1-\textbf{s})", "s"),  # 452162
        ("-(y'*log(sigmoid(X*w)) + (1-y)'*log(1-sigmoid(X*w)))", "w"),  # 452162
        (r"(1-y)log(1-\sigma(w^Tx))+y\;log\;(\sigma(w^Tx))", "w"),  # 258709
        (r"\sum_{i=1}^N (y_i - s_i)^2", "s"),  # 258709
        ("log(1+e^{-y w^T x})", "w"),  # 258709
    ],
}  # fmt: skip
