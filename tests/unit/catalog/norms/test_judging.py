"""Every norm of the starter set: what it finds, what it leaves alone, what it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cms.catalog.norms.judging import Standing, judge, make_norm
from cms.catalog.norms.lexicon import Banned
from cms.catalog.norms.values import Definition, Duplicate, Evidence, Kind, Price, Severity, Subject, UsualPrices
from tests.unit.catalog.norms.subjects import GOOD, PICTURE, STANDING, judge_good, list_codes


def test_a_good_product_has_a_hundred_points() -> None:
    verdict = judge_good()
    assert (verdict.score, verdict.findings) == (100, ())


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": " "}, "title_missing"),
        ({"title": "蓝牙耳机"}, "title_short"),
        ({"title": "蓝牙耳机" + "".join(map(chr, range(0x4E00, 0x4E40)))}, "title_long"),
        ({"title": "松下降噪头戴式音响设备"}, "title_keyword"),
        ({"title": "蓝牙耳机 蓝牙耳机 蓝牙耳机 松下"}, "title_repeats"),
        ({"title": "蓝牙耳机 Sony耳塞Sony 真无线 sony"}, "title_repeats"),
        ({"title": "【★★★★】蓝牙耳机 松下!!!"}, "title_signs"),
        ({"pictures": (PICTURE,)}, "pictures_few"),
        ({"pictures": ()}, "pictures_few"),
        ({"pictures": (PICTURE,) * 21}, "pictures_many"),
        ({"pictures": (replace(PICTURE, width=600, height=600), PICTURE, PICTURE)}, "picture_small"),
        ({"pictures": (replace(PICTURE, width=2000, height=900), PICTURE, PICTURE)}, "picture_ratio"),
        ({"pictures": (replace(PICTURE, byte_size=20_000_000), PICTURE, PICTURE)}, "picture_heavy"),
        ({"pictures": (replace(PICTURE, sharpness=3.0), PICTURE, PICTURE)}, "picture_blurred"),
        ({"pictures": (replace(PICTURE, is_white=False), PICTURE, PICTURE)}, "picture_background"),
        ({"pictures": (replace(PICTURE, alt=""), PICTURE, PICTURE)}, "picture_alt"),
        ({"specifications": {**GOOD.specifications, "weight": " ", "depth": 3}}, "specification_missing"),
        ({"specifications": {**GOOD.specifications, "weight": "250 g"}}, "specification_value"),
        ({"specifications": {**GOOD.specifications, "colour": "红"}}, "specification_value"),
        ({"specifications": {"weight": 250, "colour": "黑"}}, "specifications_few"),
        ({"selling_points": ("轻",)}, "points_few"),
        ({"selling_points": tuple("一二三四五六")}, "points_many"),
        ({"selling_points": ("轻", "小", "长" * 61)}, "point_long"),
        ({"summary": ""}, "summary_short"),
        ({"summary": "长" * 201}, "summary_long"),
        ({"details": "很好。"}, "details_short"),
        ({"duplicates": (Duplicate("b-2", "另一款耳机", 0.97),)}, "description_duplicate"),
        ({"prices": (Price("A1", "CNY", 0),)}, "price_zero"),
        ({"prices": (Price("A1", "CNY", 100, 90),)}, "price_list"),
        ({"prices": (Price("A1", "CNY", 5, 100),)}, "price_discount"),
        ({"prices": (Price("A1", "CNY", 100, None, 120),)}, "price_floor"),
        ({"prices": (Price("A1", "CNY", 5),), "usual_prices": {"CNY": UsualPrices(1000, 9000)}}, "price_low"),
        ({"prices": (Price("A1", "CNY", 99_000),), "usual_prices": {"CNY": UsualPrices(100, 9000)}}, "price_high"),
        ({"translated": frozenset({"zh-hans"})}, "translation_missing"),
        ({"evidence": (Evidence("国家级", date(2026, 6, 20)),)}, "evidence_expiry"),
        ({"evidence": (Evidence("国家级", date(2026, 5, 31)),)}, "evidence_expiry"),
    ],
)
def test_each_norm_finds_what_it_is_for(changes: dict[str, Any], code: str) -> None:
    verdict = judge_good(**changes)
    assert list_codes(verdict) == [code]
    finding = verdict.findings[0]
    assert verdict.score == 100 - finding.points < 100
    assert finding.flaw.place and finding.flaw.reason and finding.flaw.way_out
    assert finding.message.startswith(f"{finding.flaw.place}: {finding.flaw.reason}. ")


@pytest.mark.parametrize(
    "changes",
    [
        {"pictures": (replace(PICTURE, alt="", is_decorative=True), PICTURE, PICTURE)},
        {"pictures": (replace(PICTURE, width=None, height=None, byte_size=None, sharpness=None, is_white=None),) * 3},
        {"pictures": (PICTURE, replace(PICTURE, width=900, height=1500, is_white=False), PICTURE)},
        {"specifications": {**GOOD.specifications, "weight": 0, "colour": "白"}},
        {"prices": ()},
        {"duplicates": (Duplicate("b-2", "另一款耳机", 0.5),)},
        {"prices": (Price("A1", "CNY", 100),), "usual_prices": {"USD": UsualPrices(1000, 9000)}},
        {"category_names": ()},
        {"title": "松下降噪头戴式音响设备", "category_names": ("数码",)},
        {"title": "蓝牙耳机 h55xx, h39xx, h54xx"},
        {"title": "蓝牙耳机 USB cable 5 m USB A - USB B"},
        {"title": "蓝牙耳机 LaserJet-P4014, LaserJet-P4015, LaserJet-P4515"},
    ],
)
def test_what_is_not_known_or_not_meant_is_not_judged(changes: dict[str, Any]) -> None:
    assert judge_good(**changes).findings == ()


def test_a_missing_title_blocks_and_nothing_else_of_the_kind() -> None:
    verdict = judge_good(title="")
    assert [finding.flaw.code for finding in verdict.blocking] == ["title_missing"]


class TestWords:
    def test_names_field_law_and_replacement(self) -> None:
        finding = judge_good(summary="音质最强劲的蓝牙耳机，续航也很长。").findings[0]
        assert finding.severity == Severity.WARNS
        assert finding.message == (
            "Short description: “最强” may not stand there: the advertising law forbids superlatives and what cannot "
            "be surpassed. Say “强劲”."
        )

    def test_the_worst_block(self) -> None:
        verdict = judge_good(details="国家级工艺。" + GOOD.details)
        assert [(one.flaw.field, one.flaw.numbers["phrase"]) for one in verdict.blocking] == [("details", "国家级")]

    def test_evidence_lifts_what_may_be_proven(self) -> None:
        proof = (Evidence("获评“国家级”绿色工厂", date(2026, 6, 1)), Evidence("其他"))
        assert "banned_superlative" not in list_codes(judge_good(details="国家级工艺。" + GOOD.details, evidence=proof))

    def test_evidence_that_has_run_out_lifts_nothing(self) -> None:
        proof = (Evidence("国家级", date(2026, 5, 31)),)
        verdict = judge_good(details="国家级工艺。" + GOOD.details, evidence=proof)
        assert sorted(list_codes(verdict)) == ["banned_superlative", "evidence_expiry"]

    def test_evidence_lifts_nothing_that_cannot_be_proven(self) -> None:
        proof = (Evidence("包治百病"),)
        assert judge_good(summary="包治百病的蓝牙耳机，续航长。", evidence=proof).blocking != ()

    def test_a_norm_that_only_informs_lets_no_phrase_block(self) -> None:
        standing = Standing(1, [make_norm(Kind.BANNED_WORDS, Severity.INFORMS, weight=1)], STANDING.phrases)
        verdict = judge_good(standing, summary="包治百病的蓝牙耳机")
        assert [one.severity for one in verdict.findings] == [Severity.INFORMS]


class TestChoosing:
    def test_the_nearest_category_wins(self) -> None:
        standing = Standing(
            1,
            [
                make_norm(Kind.SELLING_POINTS, Severity.WARNS, weight=1, parameters={"least": 3}),
                make_norm(
                    Kind.SELLING_POINTS, Severity.BLOCKS, weight=1, category="headphones", parameters={"least": 5}
                ),
                make_norm(Kind.SELLING_POINTS, Severity.INFORMS, weight=1, category="digital", parameters={"least": 4}),
                make_norm(Kind.SELLING_POINTS, Severity.INFORMS, weight=1, category="tea", parameters={"least": 9}),
            ],
        )
        assert self._tell(standing, ("digital", "headphones")) == [("blocks", 5)]
        assert self._tell(standing, ("digital",)) == [("informs", 4)]
        assert self._tell(standing, ("kitchen", "knives")) == [("warns", 3)]

    def test_the_language_wins_at_one_place(self) -> None:
        standing = Standing(
            1,
            [
                make_norm(Kind.TITLE_LENGTH, Severity.WARNS, locale="zh-hans", parameters={"least": 2, "most": 60}),
                make_norm(Kind.TITLE_LENGTH, Severity.WARNS, parameters={"least": 5, "most": 90}),
            ],
        )
        assert standing.choose((), "zh-hans").norms[0].parameters == {"least": 2, "most": 60}
        assert standing.choose((), "en").norms[0].parameters == {"least": 5, "most": 90}

    def test_a_category_can_be_left_out(self) -> None:
        standing = Standing(
            1,
            [
                make_norm(Kind.PICTURE_COUNT, Severity.WARNS, weight=1),
                make_norm(Kind.PICTURE_COUNT, Severity.OFF, category="digital"),
            ],
            [Banned("治疗", Severity.WARNS), Banned("治疗", Severity.OFF, category="digital")],
        )
        assert standing.choose(("digital",), "en").norms == ()
        assert standing.choose(("digital",), "en").lexicon.phrases == ()
        assert len(standing.choose(("tea",), "en").norms) == len(standing.choose(("tea",), "en").lexicon.phrases) == 1

    @staticmethod
    def _tell(standing: Standing, categories: tuple[str, ...]) -> list[tuple[str, int]]:
        return [(norm.severity, norm.parameters["least"]) for norm in standing.choose(categories, "en").norms]


def test_blocking_alone_finds_the_same_that_blocks() -> None:
    bad = replace(GOOD, title="", summary="包治百病，最强", pictures=())
    ruleset = STANDING.choose(bad.categories, bad.locale)
    whole, narrow = judge(bad, ruleset), judge(bad, ruleset.narrow_to_blocking())
    assert {one.message for one in narrow.blocking} == {one.message for one in whole.blocking}
    assert len(whole.blocking) == 2


def test_an_english_title_may_name_the_category_in_the_singular() -> None:
    subject = Subject("en", "Sony over-ear headphone with noise cancelling", category_names=("Audio", "Headphones"))
    verdict = judge(subject, Standing(1, [make_norm(Kind.TITLE_KEYWORD, Severity.WARNS, weight=1)]).choose((), "en"))
    assert verdict.findings == ()


def test_a_boolean_is_yes_or_no() -> None:
    verdict = judge_good(
        definitions=(Definition("wireless", "无线", "boolean"),),
        specifications={**GOOD.specifications, "wireless": "ja"},
    )
    assert list_codes(verdict) == ["specification_value"]
