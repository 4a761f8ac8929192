"""Subjects to judge: one that no starter norm minds, and changes to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from cms.catalog.norms.judging import Standing, judge
from cms.catalog.norms.starter.reading import read_starter_norms, read_starter_phrases
from cms.catalog.norms.values import Definition, Kind, Picture, Price, Subject, Verdict

STANDING = Standing(1, read_starter_norms(), read_starter_phrases())
PICTURE = Picture(1200, 1200, 200_000, sharpness=400.0, is_white=True, alt="正面")
GOOD = Subject(
    locale="zh-hans",
    title="松下 降噪蓝牙耳机 头戴式 40 小时续航",
    summary="通勤路上安静听歌，充一次电用一周。",
    selling_points=("主动降噪", "续航 40 小时", "可折叠"),
    details="耳罩用的是记忆海绵，戴久了也不压耳朵。" * 8,
    pictures=(PICTURE, PICTURE, PICTURE),
    specifications={"weight": 250, "colour": "黑", "length": 20, "width": 18, "height": 8, "plug": "USB-C"},
    definitions=(
        Definition("weight", "重量", "number", "g", is_required=True),
        Definition("colour", "颜色", "choice", choices=("黑", "白")),
    ),
    prices=(Price("A1", "CNY", 89900, 99900, 70000),),
    categories=("digital", "headphones"),
    category_names=("数码", "蓝牙耳机"),
    brand="松下",
    locales=("zh-hans", "en"),
    translated=frozenset({"zh-hans", "en"}),
    today=date(2026, 6, 1),
)


def judge_good(standing: Standing = STANDING, **changes: Any) -> Verdict:
    """What is said of the good subject with `changes`."""
    subject = replace(GOOD, **changes)
    return judge(subject, standing.choose(subject.categories, subject.locale))


def list_codes(verdict: Verdict) -> list[str]:
    return [finding.flaw.code for finding in verdict.findings]


def find_kinds(verdict: Verdict) -> set[Kind]:
    return {finding.kind for finding in verdict.findings}
