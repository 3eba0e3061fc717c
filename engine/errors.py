"""What the engine says when something does not fit: the thing, and what is allowed."""


class EngineError(ValueError):
    """The base of every error that the engine raises about what it was given."""


class ShapeError(EngineError):
    """Two shapes do not fit; the message says which, and what would."""


class ProgramError(EngineError):
    """A program is not well formed; `equation` is the name of the one at fault."""

    def __init__(self, equation: str, why: str) -> None:
        super().__init__(f"{equation}: {why}")
        self.equation = equation
        self.why = why


class BindError(EngineError):
    """The values given to a program do not fit it; `name` is the value at fault."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name} {why}")
        self.name = name
        self.why = why


class SettingError(EngineError):
    """A choice (an activation, a loss, a width) is not one of those there are."""
