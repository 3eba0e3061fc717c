# Keeps the arrays of a training in PyTorch, and saves them in run.npz; it changes no number.
import numpy as np
import torch

seen, run = {}, {}


def watch(model):  # once, when the model is made
    def keep(module, inputs, out):
        own = {key: p.detach().clone() for key, p in module.named_parameters()} | {"out": out}
        if isinstance(module, torch.nn.Dropout) and inputs[0].requires_grad:
            (slope,) = torch.autograd.grad(out.sum(), inputs[0], retain_graph=True)
            own["mask"], inputs[0].grad = slope != 0, None
        seen.update({f"{names[module]}.{key}": array for key, array in own.items()})
        out.requires_grad and out.retain_grad()

    names = {module: name for name, module in model.named_modules() if not [*module.children()]}
    [module.register_forward_hook(keep) for module in names]


def record(model, optimizer, X, D, loss):  # in every iteration, after optimizer.step()
    one = {"X": X, "D": D, "loss": loss, "lr": optimizer.param_groups[0]["lr"], **seen}
    one |= {f"{name}.grad": array.grad for name, array in seen.items() if array.requires_grad}
    for name, p in model.named_parameters():
        one |= {f"{name}.new": p, f"{name}.grad": p.grad}
        one |= {f"{name}.{key}": array for key, array in optimizer.state[p].items()}
    tensors = {name: torch.as_tensor(a).detach() for name, a in one.items() if a is not None}
    k = 1 + max((int(name.split("/")[0]) for name in run), default=0)
    run.update({f"{k}/{name}": tensor.cpu().numpy().copy() for name, tensor in tensors.items()})
    np.savez("run.npz", **run)
