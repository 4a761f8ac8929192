"""Reads environment variables one by one and keeps what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

_YES = {"1", "true", "yes", "on"}
_NO = {"0", "false", "no", "off"}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one environment variable, and how to put it right."""

    variable: str
    reason: str
    hint: str


class Reader:
    """Gives the values of `variables`; what cannot be used becomes a problem, and a default takes its place."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self.variables = variables
        self.problems: list[Problem] = []

    def refuse(self, variable: str, reason: str, hint: str) -> None:
        self.problems.append(Problem(variable, reason, hint))

    def text(self, name: str, default: str = "") -> str:
        """The trimmed value; an empty one counts as not given."""
        return self.variables.get(name, "").strip() or default

    def words(self, name: str) -> list[str]:
        """The parts of a list separated by commas."""
        return [word.strip() for word in self.text(name).split(",") if word.strip()]

    def boolean(self, name: str) -> bool:
        value = self.text(name, "0").lower()
        if value not in _YES | _NO:
            self.refuse(name, f"{value!r} is neither true nor false", f"Set {name} to 1 or 0.")
        return value in _YES

    def choice(self, name: str, choices: tuple[str, ...], default: str) -> str:
        value = self.text(name, default).upper()
        if value not in choices:
            self.refuse(name, f"{value!r} is not one of {', '.join(choices)}", f"Leave {name} out for {default}.")
            return default
        return value

    def integer(self, name: str, default: int, *, lowest: int, highest: int) -> int:
        value = self.text(name, str(default))
        if not (value.isascii() and value.isdecimal() and lowest <= int(value) <= highest):
            self.refuse(
                name,
                f"{value!r} is no number from {lowest} to {highest}",
                f"Leave {name} out for {default}.",
            )
            return default
        return int(value)

    def address(self, name: str, url: str, schemes: set[str], hint: str) -> SplitResult | None:
        """The parts of `url`, or None where it is no address with one of `schemes`.

        The reason never repeats the address itself, for there may be a password in it.
        """
        try:
            parts = urlsplit(url)
            _ = parts.port
        except ValueError:
            reason = "it is no address; special characters in a password have to be written as %40, %2F, %23 …"
            self.refuse(name, reason, hint)
            return None
        if parts.scheme not in schemes:
            found = f"{parts.scheme}://" if parts.scheme and "://" in url else "something else"
            wanted = " or ".join(f"{scheme}://" for scheme in sorted(schemes))
            self.refuse(name, f"it has to begin with {wanted}, and begins with {found}", hint)
            return None
        return parts
