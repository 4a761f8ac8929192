"""PURE. Texts for people from modules that know no framework: in English, and ready to be said in any language."""

from __future__ import annotations

from collections.abc import Callable


class Phrase(str):
    """The English text of `template` filled with `values`; `render` says the same in another language.

    The message catalogues find a template where its phrase is made, so it stands there as it is: "%(name)s", never
    an f-string. Joining phrases makes plain English of them; a phrase inside a phrase stays translatable.
    """

    __slots__ = ("template", "values")

    template: str
    values: dict[str, object]

    def __new__(cls, template: str, /, **values: object) -> Phrase:
        phrase = super().__new__(cls, _fill(template, values))
        phrase.template = template
        phrase.values = values
        return phrase

    def render(self, gettext: Callable[[str], str]) -> str:
        """The text in the language that `gettext` translates templates to, phrases among the values included."""
        values = {
            name: value.render(gettext) if isinstance(value, Phrase) else value for name, value in self.values.items()
        }
        return _fill(gettext(self.template), values)


def _fill(template: str, values: dict[str, object]) -> str:
    # As with Django's messages: without values a "%" is itself.
    return template % values if values else template
