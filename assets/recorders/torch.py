# Keeps the arrays of a training in PyTorch, and saves them in run.npz; it changes no number.
import numpy as np
import torch

seen, iterations = {}, []


def watch(model):  # once, when the model is made
    def keep_output(module, inputs, out):
        seen[f"{names[module]}.out"] = out
        if type(module).__name__ == "Dropout" and inputs[0].requires_grad:
            (slope,) = torch.autograd.grad(out.sum(), inputs[0], retain_graph=True)
            seen[f"{names[module]}.mask"], inputs[0].grad = (slope != 0).double(), None
        if out.requires_grad:
            out.retain_grad()

    names = {m: name for name, m in model.named_modules() if not list(m.children())}
    for module in names:
        module.register_forward_hook(keep_output)


def record(model, X, D, loss):  # after loss.backward(), before optimizer.step()
    arrays = {"X": X, "D": D, **seen, **dict(model.named_parameters())}
    grads = {f"{name}.grad": a.grad for name, a in arrays.items() if a.requires_grad}
    iterations.append(as_numpy(arrays | grads | {"loss": loss}))


def record_step(model, optimizer):  # after optimizer.step()
    for name, p in model.named_parameters():
        state = {f"{name}.{key}": value for key, value in optimizer.state[p].items()}
        iterations[-1] |= as_numpy(state | {f"{name}.new": p})
    iterations[-1]["lr"] = optimizer.param_groups[0]["lr"]
    numbered = enumerate(iterations, 1)
    np.savez("run.npz", **{f"{k}/{name}": a for k, one in numbered for name, a in one.items()})


def as_numpy(arrays):
    found = {name: a for name, a in arrays.items() if hasattr(a, "detach")}
    return {name: a.detach().cpu().numpy().copy() for name, a in found.items()}
