"""The toy problem's lines as a student writes them: sections 2.1.3, 3.5, 3.6 and 3.7."""

import numpy as np


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def log_softmax(z):
    z = z - z.max(axis=1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=1, keepdims=True))


def toy_problem(X, D, W1, B1, W2, B2, W3, B3, lr):
    n = X.shape[0]
    Y1lin = X @ W1 + B1
    Y1 = np.maximum(Y1lin, 0)
    Y2lin = Y1 @ W2 + B2
    Y2 = np.maximum(Y2lin, 0)
    Y3lin = Y2 @ W3 + B3
    Y3 = softmax(Y3lin)
    L = -np.sum(D * log_softmax(Y3lin))
    gradY3lin = Y3 - D
    gradW3 = Y2.T @ gradY3lin / n
    gradB3 = gradY3lin.sum(axis=0, keepdims=True) / n
    gradY2 = gradY3lin @ W3.T
    gradY2lin = gradY2 * (Y2lin > 0)
    gradW2 = Y1.T @ gradY2lin / n
    gradB2 = gradY2lin.sum(axis=0, keepdims=True) / n
    gradY1 = gradY2lin @ W2.T
    gradY1lin = gradY1 * (Y1lin > 0)
    gradW1 = X.T @ gradY1lin / n
    gradB1 = gradY1lin.sum(axis=0, keepdims=True) / n
    gradX = gradY1lin @ W1.T
    W1_new = W1 - lr * gradW1
    B1_new = B1 - lr * gradB1
    W2_new = W2 - lr * gradW2
    B2_new = B2 - lr * gradB2
    W3_new = W3 - lr * gradW3
    B3_new = B3 - lr * gradB3
    return (
        Y1lin,
        Y1,
        Y2lin,
        Y2,
        Y3lin,
        Y3,
        L,
        gradY3lin,
        gradW3,
        gradB3,
        gradY2,
        gradY2lin,
        gradW2,
        gradB2,
        gradY1,
        gradY1lin,
        gradW1,
        gradB1,
        gradX,
        W1_new,
        B1_new,
        W2_new,
        B2_new,
        W3_new,
        B3_new,
    )
