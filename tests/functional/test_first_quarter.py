"""The first quarter of an hour of each of seven roles, in the demo shop, in Chinese, by what stands on the screen."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, expect

from tests.functional.people import Person
from tests.functional.running import Shop, find_free_port

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
LOGINS = {
    "运营负责人": "lin.zhiyuan",
    "商品运营": "chen.xiaoman",
    "用户运营": "zhao.yiming",
    "活动策划": "sun.wanting",
    "内容编辑": "xu.qinghe",
    "客服专员": "he.jiayi",
    "数据分析师": "wu.jiang",
}
Arrive = Callable[[str], Person]
# The worker also draws the demo's pictures, on a machine with other work.
PATIENCE = 120_000
FIRST_START_SECONDS = 400


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """One demo shop for all of them; VITRINE_PREPARED_SHOP names a folder that has one already, to be copied."""
    data = tmp_path_factory.mktemp("shop")
    if prepared := os.environ.get("VITRINE_PREPARED_SHOP"):
        shutil.copytree(prepared, data, dirs_exist_ok=True)
    shop = Shop(data, find_free_port())
    try:
        shop.wait_until_running(FIRST_START_SECONDS)
        yield shop
    finally:
        shop.end()


@pytest.fixture
def arrive(shop: Shop, browser: Browser) -> Arrive:
    password = (shop.log.parent / "demo-password").read_text(encoding="utf-8").split()[0]
    return lambda role: Person.arrive(browser, shop.address, role, LOGINS[role], password)


def test_the_head_sees_today_approves_and_looks_at_a_report(arrive: Arrive) -> None:
    person = arrive("运营负责人")
    person.expect(re.compile("今天有 \\d+ 类事要处理"))
    person.look("today")
    waiting = person.page.get_by_role("article").filter(has_text="等你审批")
    waiting.get_by_role("link", name="送长辈的五件东西，和不要送的三件").click()
    person.settle()
    person.look("approval")
    person.press("更多动作")
    person.press("通过并发布")
    person.expect(re.compile("已发布|已通过"))
    person.open("报告", "商品信息质量")
    expect(person.page.get_by_role("heading", name="商品信息质量", level=1)).to_be_visible()
    person.expect("已评定商品")
    person.look("report")
    person.leave()


def test_a_merchandiser_makes_a_product_ready_and_imports_a_table(arrive: Arrive, tmp_path: Path) -> None:
    person = arrive("商品运营")
    person.look("today")
    person.open("商品目录", "商品")
    person.look("products")
    person.page.get_by_role("link", name="山溪 户外便携滤水器 0.1 微米").click()
    person.settle()
    person.press("切换检查面板")
    score = person.page.get_by_text(re.compile("满分 100"))
    before = int(re.findall(r"\d+", score.first.inner_text())[0])
    person.look("editor")
    person.fill("标题", "国家级滤水器")
    expect(score.first).not_to_have_text(f"{before} 分（满分 100）")
    person.expect("阻止发布")
    person.look("refused")
    person.fill("标题", "山溪 户外便携滤水器 0.1 微米 净水随行")
    expect(person.page.get_by_text("阻止发布")).to_have_count(0)
    person.press("更多动作")
    person.press("发布")
    person.expect(re.compile("已发布"))

    person.open("商品目录", "批量导入导出")
    person.press("报价")
    person.settle()
    with person.page.expect_download() as download:
        person.press(re.compile("下载 XLSX"))
    path = tmp_path / "offers.xlsx"
    download.value.save_as(path)
    workbook = load_workbook(path)
    sheet = workbook.worksheets[0]
    stock = next(cell.column for cell in sheet[1] if cell.value == "库存")
    for row in range(2, 12):
        sheet.cell(row, stock).value = 500 + row
    workbook.save(path)
    person.page.get_by_label("文件").set_input_files(path)
    person.press("上传并查看差异")
    person.page.get_by_role("button", name=re.compile(r"写入 10 行")).wait_for(timeout=PATIENCE)
    person.look("difference")
    person.press(re.compile(r"写入 10 行"))
    person.page.get_by_role("button", name=re.compile(r"撤销 10 行")).wait_for(timeout=PATIENCE)
    person.look("written")
    person.leave()


def test_member_operations_find_a_member_answer_a_review_and_feature_a_post(arrive: Arrive) -> None:
    person = arrive("用户运营")
    person.look("today")
    person.open("会员", "会员")
    person.fill("搜索条件", "刚来的小陈")
    expect(person.main.get_by_role("row")).to_have_count(2)
    person.look("members")
    person.press("刚来的小陈")
    person.expect("持有的数据")
    person.look("member")
    person.open("社区", "帖子")
    person.look("posts")
    person.press("周末的一桌子颜色")
    person.settle()
    person.press("设为精华")
    person.expect("精华")
    person.look("featured")
    person.leave()


def test_a_planner_copies_a_promotion_moves_it_and_tries_it_with_a_cart(arrive: Arrive) -> None:
    person = arrive("活动策划")
    person.look("today")
    person.open("促销", "促销")
    person.look("promotions")
    person.press("「数码每满 300 减 40」的更多操作")
    person.press("复制")
    person.settle()
    person.fill("名称", "数码每满 300 减 40 · 今年")
    person.fill("开始", "2027-11-10 20:00")
    person.fill("结束", "2027-11-20 00:00")
    person.look("copy")
    person.press("开始试算")
    person.expect("优惠成本")
    person.look("tried")
    person.press("保存草稿")
    person.expect(re.compile("数码每满 300 减 40 · 今年"))
    person.look("saved")
    person.leave()


def test_an_editor_writes_an_article_with_a_product_previews_it_and_submits(arrive: Arrive) -> None:
    person = arrive("内容编辑")
    person.look("today")
    person.press(re.compile(r"\d+ 个页面"))
    person.settle()
    person.press("读一读")
    person.settle()
    person.look("articles")
    person.press("操作")
    person.press("添加子页面")
    person.settle()
    person.fill("标题", "两只杯子")
    person.main.get_by_role("combobox", name=re.compile("^类型")).select_option(label="生活方式")
    person.fill("导语", "用了一个月，说说手感，也说说怎么洗。")
    body = person.main.get_by_role("region", name=re.compile("^文本"))
    person.press("插入内容块", inside=body)
    person.page.get_by_role("option", name="标题", exact=True).click()
    person.page.keyboard.insert_text("两只都留下了")
    body.get_by_role("button", name="插入内容块").last.click()
    person.page.get_by_role("option", name="商品卡片", exact=True).click()
    body.get_by_role("button", name="选择商品").last.click()
    dialog = person.page.get_by_role("dialog")
    dialog.get_by_role("link", name=re.compile("盖碗")).first.click()
    expect(dialog).to_have_count(0)
    person.press("预览开关")
    person.page.get_by_role("radio", name="手机预览").check(force=True)
    expect(person.page.frame_locator("iframe").first.get_by_role("heading", name="两只杯子")).to_be_visible()
    person.look("preview")
    person.press("更多动作")
    person.press(re.compile("^提交"))
    person.expect(re.compile("两只杯子.*已经?提交"))
    person.look("submitted")
    person.leave()


def test_service_works_the_queue_and_the_cases_by_keyboard(arrive: Arrive) -> None:
    person = arrive("客服专员")
    person.look("today")
    person.open("审核", "审核队列")
    person.look("queue")
    keys = person.page.keyboard
    keys.press("j")
    keys.press("Enter")
    person.settle()
    person.expect("新会员")
    person.look("item")
    keys.press("a")
    person.expect(re.compile("已通过"))
    person.settle()
    keys.press("u")
    person.expect(re.compile("已撤销"))
    person.open("审核", "低分评价")
    person.look("cases")
    person.leave()


def test_an_analyst_opens_reports_filters_and_exports(arrive: Arrive) -> None:
    person = arrive("数据分析师")
    person.look("today")
    person.open("报告", "商品信息质量")
    categories = person.page.get_by_label("类目")
    tea = categories.get_by_role("option").filter(has_text="茶具").first.inner_text()
    categories.select_option(label=tea)
    person.press("查看")
    person.settle()
    person.expect("已评定商品")
    person.look("quality")
    person.open("报告", "搜索词")
    person.look("searches")
    person.press("操作")
    with person.page.expect_download() as download:
        person.press(re.compile("XLSX"))
    assert download.value.suggested_filename.endswith(".xlsx")
    person.leave()
