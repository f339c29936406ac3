"""What the greetings refuse, each with a stable code and a sentence that says what to do."""


class GreetingError(ValueError):
    """A step that cannot be taken as things stand; `field` names the input at fault, if one is."""

    def __init__(self, code: str, message: str, *, field: str = "", **params: object) -> None:
        super().__init__(message)
        self.code, self.field, self.params = code, field, params


class AlreadyGreeted(GreetingError):
    """Somebody who has a greeting on this feast already."""

    def __init__(self, name: str, where: str) -> None:
        message = f"{name}已经在“{where}”里，同一节日不重复问候"
        super().__init__("already_greeted", message, name=name, where=where)
