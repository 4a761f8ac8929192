"""Scores are kept in step with products, pictures, evidence and norms."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.documents.models import Document

from cms.catalog.models import (
    BannedPhrase,
    PictureMeasure,
    ProductContent,
    ProductEvidence,
    ProductNorm,
    ProductPicture,
    ProductScore,
)
from cms.catalog.norm_blocks import NormBlock
from cms.catalog.scoring.saying import say_packed
from cms.catalog.scoring.selectors import find_scores
from cms.catalog.scoring.standing import find_standing
from cms.catalog.scoring.starting import ensure_starters
from cms.catalog.scoring.working import CONSUMER, judge_stale, read_progress
from cms.delivery import worker
from cms.delivery.models import OutboxEntry
from cms.media.models import MediaImage
from search.quality import may_weigh_otherwise
from tests import factories
from tests.pictures import make_photo, save

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("norms")]


def work() -> None:
    worker.drain(consumers=[CONSUMER])


def find_codes(content: ProductContent) -> set[str]:
    return {packed["code"] for packed in ProductScore.objects.get(content=content).findings}


def test_publishing_is_judged_and_every_point_is_explained() -> None:
    content = factories.make_published("ear", title="无线蓝牙耳机 头戴式")
    work()
    score = ProductScore.objects.get()
    assert score.content == content
    assert 100 - score.score == sum(packed["points"] for packed in score.findings) > 0
    assert (score.blocking, score.version) == (0, find_standing().number)
    assert {"pictures_few", "points_few", "details_short", "translation_missing"} <= find_codes(content)
    assert all(say_packed(packed).text for packed in score.findings)


def test_a_better_product_has_more_points_and_is_indexed_again() -> None:
    content = factories.make_published("ear", title="无线蓝牙耳机 头戴式")
    work()
    before = ProductScore.objects.get().score
    OutboxEntry.objects.all().delete()
    details = [{"type": "text", "value": "<p>" + "耳罩用的是记忆海绵，久戴不压耳。" * 10 + "</p>"}]
    points = [{"type": "point", "value": text} for text in ("轻", "静", "久")]
    factories.publish(content, details=details, selling_points=points, summary="通勤路上安静听歌，一周一充。")
    OutboxEntry.objects.filter(consumer="index").delete()
    work()
    after = ProductScore.objects.get().score
    assert after > before + 15
    assert not {"points_few", "details_short", "summary_short"} & find_codes(content)
    assert find_scores(["ear", "none"]) == {("ear", "zh-hans"): after}
    queued = OutboxEntry.objects.filter(consumer="index").values_list("key", flat=True)
    assert list(queued) == (["product:ear"] if may_weigh_otherwise(before, after) else [])


def test_a_draft_is_judged_as_it_is_drafted() -> None:
    draft = factories.make_draft(title="杯")
    draft.title = "国家级白瓷马克杯 350 毫升"
    draft.save_revision()
    work()
    assert ProductScore.objects.get().blocking == 1


def test_changed_norms_judge_everything_again() -> None:
    content = factories.make_published("ear", title="无线蓝牙耳机 头戴式")
    work()
    norm = ProductNorm.objects.get(kind="title_length", locale="zh-hans")
    norm.rule = NormBlock().to_python([{"type": "title_length", "value": {"least": 30, "most": 60}}])
    norm.save()
    assert (read_progress().done, read_progress().left) == (0, 1)
    work()
    assert "title_short" in find_codes(content)
    assert (read_progress().done, read_progress().left) == (1, 0)


def test_evidence_lifts_a_phrase_until_it_runs_out() -> None:
    content = factories.make_published("ear", title="无线蓝牙耳机 头戴式", summary="销量冠军的降噪耳机，通勤安静。")
    work()
    assert "banned_superlative" in find_codes(content)
    document = Document.objects.create(title="证明", file=ContentFile(b"x", "a.txt"))
    evidence = ProductEvidence.objects.create(
        product=content.product, claim="行业协会：2025 年销量冠军", document=document
    )
    work()
    assert "banned_superlative" not in find_codes(content)
    evidence.valid_until = timezone.localdate() - timedelta(days=1)
    evidence.save()
    work()
    assert {"banned_superlative", "evidence_expiry"} <= find_codes(content)


def test_descriptions_that_are_alike_are_found_on_both_sides() -> None:
    text = "这款耳机采用主动降噪技术，佩戴舒适，续航四十小时，适合长途旅行和每日通勤使用，附赠收纳盒与充电线。" * 3
    details = [{"type": "text", "value": f"<p>{text}</p>"}]
    one = factories.make_published("one", title="无线蓝牙耳机 头戴式", details=details)
    work()
    assert "description_duplicate" not in find_codes(one)
    other = factories.make_published("other", title="有线音乐耳机 头戴式", details=details)
    english = factories.make_published("one-en", product=one.product, locale="en", title="Headphones", details=details)
    work()
    assert "description_duplicate" in find_codes(one) & find_codes(other)
    assert "description_duplicate" not in find_codes(english)


def test_pictures_are_measured_once() -> None:
    content = factories.make_published("ear", title="无线蓝牙耳机 头戴式")
    file = ContentFile(save(make_photo(600, 400)), name="a.jpg")
    image = MediaImage.objects.create(title="图", file=file)
    ProductPicture.objects.create(product=content.product, image=image)
    work_again(content)
    measure = PictureMeasure.objects.get()
    assert (measure.image_id, measure.file_hash, measure.is_white) == (image.pk, image.file_hash, False)
    assert measure.sharpness is not None and measure.sharpness > 0
    with CaptureQueriesContext(connection) as queries:
        work_again(content)
    assert not any('INSERT INTO "catalog_picturemeasure"' in query["sql"] for query in queries)


def work_again(content: ProductContent) -> None:
    ProductScore.objects.update(version=0)
    judge_stale()


def test_what_a_shop_deletes_stays_deleted() -> None:
    BannedPhrase.objects.filter(text="国家级").delete()
    ProductNorm.objects.filter(kind="picture_alt").delete()
    assert ensure_starters() == 0
    assert not BannedPhrase.objects.filter(text="国家级").exists()
    assert not ProductNorm.objects.filter(kind="picture_alt").exists()


def test_the_starter_set_is_stored_as_it_is_written() -> None:
    from cms.catalog.norms.starter.reading import read_starter_norms, read_starter_phrases

    standing = find_standing()
    assert {(one.kind, one.locale): one for one in standing.norms} == {
        (one.kind, one.locale): one for one in read_starter_norms()
    }
    assert set(standing.phrases) == set(read_starter_phrases())


def test_judging_takes_as_many_queries_for_many_as_for_one() -> None:
    factories.make_published("one")
    counts = []
    for number in range(2):
        ProductScore.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            judge_stale()
        counts.append(len(queries))
        for more in range(5):
            factories.make_published(f"more-{number}-{more}")
    assert counts[0] == counts[1]


def test_a_category_can_have_norms_of_its_own() -> None:
    tea = factories.make_category("tea", name="茶")
    green = factories.make_category("green", name="绿茶", parent=tea)
    content = factories.make_published("longjing", product=make_in(green), title="明前龙井绿茶 50 克")
    ProductNorm.objects.create(
        rule=NormBlock().to_python([{"type": "picture_count", "value": {"least": 0, "most": 0}}]),
        severity="warns",
        category=tea,
    )
    work()
    judge_stale()
    assert "pictures_few" not in find_codes(content)


def make_in(category: Any) -> Any:
    return factories.make_product("longjing", category=category)
