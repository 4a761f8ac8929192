"""PURE. Judges a product by the norms that count for its category and language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cms.catalog.norms import pictures, prices, reading, specifications, texts, titles, translations, wording
from cms.catalog.norms.lexicon import Banned, Lexicon
from cms.catalog.norms.score import Judged, share_out
from cms.catalog.norms.values import Finding, Flaw, Kind, Norm, Severity, Subject, Verdict

Judge = Callable[[Subject, Norm], list[Flaw] | None]
"""The flaws by one norm; None where it has nothing to judge, and counts neither for nor against."""

JUDGES: dict[Kind, Judge] = {
    Kind.TITLE_MISSING: titles.judge_missing,
    Kind.TITLE_LENGTH: titles.judge_length,
    Kind.TITLE_KEYWORD: titles.judge_keyword,
    Kind.TITLE_STUFFING: titles.judge_stuffing,
    Kind.EVIDENCE_EXPIRY: wording.judge_expiry,
    Kind.PICTURE_COUNT: pictures.judge_count,
    Kind.PICTURE_SIZE: pictures.judge_size,
    Kind.PICTURE_RATIO: pictures.judge_ratio,
    Kind.PICTURE_WEIGHT: pictures.judge_weight,
    Kind.PICTURE_SHARPNESS: pictures.judge_sharpness,
    Kind.PICTURE_BACKGROUND: pictures.judge_background,
    Kind.PICTURE_ALT: pictures.judge_alt,
    Kind.SPECIFICATIONS_REQUIRED: specifications.judge_required,
    Kind.SPECIFICATIONS_VALUES: specifications.judge_values,
    Kind.SPECIFICATIONS_COUNT: specifications.judge_count,
    Kind.SELLING_POINTS: texts.judge_selling_points,
    Kind.SUMMARY_LENGTH: texts.judge_summary,
    Kind.DESCRIPTION_LENGTH: texts.judge_description,
    Kind.DESCRIPTION_DUPLICATE: texts.judge_duplicate,
    Kind.READABILITY: reading.judge_readability,
    Kind.PRICE_SANITY: prices.judge_sanity,
    Kind.TRANSLATION_MISSING: translations.judge_missing,
}

DEFAULTS: dict[Kind, dict[str, Any]] = {
    Kind.TITLE_LENGTH: {"least": 0, "most": 0},
    Kind.TITLE_KEYWORD: {"words": ()},
    Kind.TITLE_STUFFING: {"repeats": 2, "signs": 4},
    Kind.EVIDENCE_EXPIRY: {"days": 30},
    Kind.PICTURE_COUNT: {"least": 1, "most": 0},
    Kind.PICTURE_SIZE: {"shorter_side": 800},
    Kind.PICTURE_RATIO: {"ratios": ("1:1",), "tolerance": 2, "first_only": True},
    Kind.PICTURE_WEIGHT: {"kilobytes": 5000},
    Kind.PICTURE_SHARPNESS: {"least": 6},
    Kind.SPECIFICATIONS_COUNT: {"least": 3},
    Kind.SELLING_POINTS: {"least": 3, "most": 5, "longest": 0},
    Kind.SUMMARY_LENGTH: {"least": 0, "most": 0},
    Kind.DESCRIPTION_LENGTH: {"least": 0, "most": 0},
    Kind.DESCRIPTION_DUPLICATE: {"alike": 90},
    Kind.READABILITY: {
        "longest": 100,
        "average": 45,
        "paragraph": 400,
        "words": 40,
        "lix": 60,
        "paragraph_words": 150,
    },
    Kind.PRICE_SANITY: {"deepest_discount": 0, "times_usual": 0},
    Kind.TRANSLATION_MISSING: {"locales": ()},
}
"""What each kind's norms can be told, and what counts where they are not."""

_ORDER = {Severity.BLOCKS: 0, Severity.WARNS: 1, Severity.INFORMS: 2}


@dataclass(frozen=True, slots=True)
class Ruleset:
    """What counts for one category and language: at most one norm a kind, and the phrases."""

    norms: tuple[Norm, ...]
    lexicon: Lexicon

    def narrow_to_blocking(self) -> Ruleset:
        """Only what can refuse a publication: for looking at thousands before they are written."""
        has_blocking = any(phrase.severity == Severity.BLOCKS for phrase in self.lexicon.phrases)
        norms = [norm for norm in self.norms if norm.severity == Severity.BLOCKS]
        kept = [norm for norm in norms if has_blocking or norm.kind != Kind.BANNED_WORDS]
        return Ruleset(tuple(kept), self.lexicon)


def judge(subject: Subject, ruleset: Ruleset) -> Verdict:
    """The score of `subject`, and every finding with what it costs: those that block first, then by points."""
    applied = [(norm, flaws) for norm in ruleset.norms if (flaws := _judge_one(subject, norm, ruleset)) is not None]
    score, points = share_out([Judged(norm.weight, tuple(flaw.share for flaw in flaws)) for norm, flaws in applied])
    findings = [
        Finding(norm.kind, _find_severity(norm, flaw), cost, flaw)
        for (norm, flaws), costs in zip(applied, points, strict=True)
        for flaw, cost in zip(flaws, costs, strict=True)
    ]
    findings.sort(key=lambda one: (_ORDER[one.severity], -one.points))
    return Verdict(score, tuple(findings))


def _judge_one(subject: Subject, norm: Norm, ruleset: Ruleset) -> list[Flaw] | None:
    if norm.kind == Kind.BANNED_WORDS:
        return wording.judge_words(subject, norm, ruleset.lexicon)
    return JUDGES[norm.kind](subject, norm)


def _find_severity(norm: Norm, flaw: Flaw) -> Severity:
    """A phrase has a severity of its own, but a norm that only informs lets none of them block."""
    if flaw.severity is None:
        return norm.severity
    return max(flaw.severity, norm.severity, key=_ORDER.__getitem__)


@dataclass
class Standing:
    """All norms and phrases that are in use, and what of them counts where."""

    number: int = 0
    norms: Sequence[Norm] = ()
    phrases: Sequence[Banned] = ()
    _named: set[str] = field(default_factory=set, repr=False)
    _chosen: dict[tuple[str, tuple[str, ...]], Ruleset] = field(default_factory=dict, repr=False)

    def has_blocking(self) -> bool:
        """Whether anything can refuse a publication."""
        severities = {one.severity for one in self.norms} | {one.severity for one in self.phrases}
        return Severity.BLOCKS in severities

    def choose(self, categories: Sequence[str], locale: str) -> Ruleset:
        """What counts for a product of the category at the end of that path: of each kind the nearest norm."""
        if not self._named:
            self._named = {one.category for one in self.norms} | {one.category for one in self.phrases} | {""}
        # Categories that no norm names make no difference: one ruleset for all of them.
        key = (locale, tuple(category for category in categories if category in self._named))
        if key not in self._chosen:
            self._chosen[key] = self._make(key[1], locale)
        return self._chosen[key]

    def _make(self, categories: tuple[str, ...], locale: str) -> Ruleset:
        nearness = {category: place for place, category in enumerate(("", *categories))}
        norms = _choose_nearest(((norm.kind, norm) for norm in self.norms), nearness, locale)
        phrases = _choose_nearest(((phrase.text, phrase) for phrase in self.phrases), nearness, locale)
        order = {kind: place for place, kind in enumerate(Kind)}
        return Ruleset(tuple(sorted(norms, key=lambda norm: order[norm.kind])), Lexicon(phrases))


def _choose_nearest(named: Iterable[tuple[Any, Any]], nearness: Mapping[str, int], locale: str) -> list[Any]:
    """Of each name the one nearest to the category; at one place, that for the language before that for all."""
    best: dict[Any, tuple[tuple[int, bool], Any]] = {}
    for name, one in named:
        if one.category not in nearness or one.locale not in ("", locale):
            continue
        rank = (nearness[one.category], bool(one.locale))
        if name not in best or rank >= best[name][0]:
            best[name] = (rank, one)
    return [one for _rank, one in best.values() if one.severity != Severity.OFF]


def make_norm(
    kind: Kind,
    severity: Severity,
    *,
    weight: int = 0,
    category: str = "",
    locale: str = "",
    parameters: Mapping[str, Any] | None = None,
) -> Norm:
    """A norm with everything it is not told as by default; what its kind does not know is left out."""
    defaults = DEFAULTS.get(kind, {})
    told = {name: value for name, value in (parameters or {}).items() if name in defaults and value is not None}
    return Norm(kind, severity, weight, category, locale, {**defaults, **told})
