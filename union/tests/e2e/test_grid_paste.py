"""What Excel holds, pasted into the grid of batch entry."""

import re

import pytest
from playwright.sync_api import expect

from members.tests.factories import MemberFactory
from welfare.models import Consolation

from .grids import PASTE, cell, people, state

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_fifty_pasted_rows_are_saved_in_one_post(clerk):
    people(50)
    cell(clerk, 1).focus()
    clerk.evaluate(PASTE, "\n".join(f"{1001 + n}\t200" for n in range(50)))
    expect(clerk.locator("[data-count]")).to_contain_text("可保存 50 行")
    posts = []
    clerk.on("request", lambda r: posts.append(r.url) if r.method == "POST" else None)

    clerk.get_by_role("button", name="保存", exact=True).click()

    expect(clerk.get_by_text("已保存 50 条慰问")).to_be_visible()
    assert len(posts) == 1
    assert Consolation.objects.count() == 50


def test_of_fifty_pasted_rows_three_bad_ones_are_marked_and_one_is_chosen(clerk):
    people(50)
    MemberFactory(staff_no="0103", name="张伟", department__name="心内科")
    MemberFactory(staff_no="0456", name="张伟", department__name="骨科")
    lines = [f"{1001 + n}\t200" for n in range(50)]
    lines[3], lines[10], lines[20] = "张伟\t200", "8888\t200", "1021\tabc"
    cell(clerk, 1).focus()

    clerk.evaluate(PASTE, "\n".join(lines))

    count = clerk.locator("[data-count]")
    expect(count).to_contain_text("可保存 47 行，有错误 3 行")
    expect(cell(clerk, 4)).to_have_attribute("aria-invalid", "true")
    expect(cell(clerk, 11)).to_have_value("8888")
    expect(cell(clerk, 21, "cash_amount")).to_have_value("abc")
    choice = clerk.get_by_role("button", name="0456 张伟 骨科")
    expect(choice).to_be_hidden()  # a row shows all that is wrong when it is in use
    clerk.locator("#e-r4-beneficiary").click()
    choice.click()
    expect(cell(clerk, 4)).to_have_value("0456 张伟")
    expect(count).to_contain_text("可保存 48 行，有错误 2 行")
    clerk.get_by_role("button", name="只保存正确的 48 行").click()
    expect(clerk.get_by_text("已保存 48 条慰问")).to_be_visible()
    expect(cell(clerk, 2)).to_have_value(re.compile("^1021 "))
    assert Consolation.objects.count() == 48


def all_texts(page):
    """What stands in every cell of the grid."""
    return page.eval_on_selector_all("tbody input", "cells => cells.map(c => c.value)")


@pytest.mark.parametrize("where", ["same cell", "another cell", "no cell"])
def test_a_paste_over_filled_rows_is_taken_back_after_the_check(clerk, where):
    people(40)
    cell(clerk, 1).focus()
    clerk.evaluate(PASTE, "\n".join(f"{1001 + n}\t200" for n in range(40)))
    count = clerk.locator("[data-count]")
    expect(count).to_contain_text("可保存 40 行")
    cell(clerk, 3, "note").fill("春节")
    cell(clerk, 2).click()  # the check spells out the cell that was left
    expect(cell(clerk, 1)).to_have_value(re.compile("^1001 "))
    filled = all_texts(clerk)

    clerk.evaluate(PASTE, "\n".join(f"{1013 - n}\t300" for n in range(12)))
    expect(clerk.locator("[data-said]")).to_have_text(
        "已粘贴 12 行，覆盖了 24 格，Ctrl+Z 可撤回"
    )
    expect(count).to_contain_text("合计 9,200.00")
    if where == "another cell":
        cell(clerk, 20, "cash_amount").click()
    if where == "no cell":
        clerk.get_by_role("heading", level=1).click()
    assert all_texts(clerk) != filled
    clerk.keyboard.press("Control+z")

    expect(count).to_contain_text("合计 8,000.00")
    assert all_texts(clerk) == filled


def test_a_button_leads_from_one_wrong_row_to_the_next(clerk):
    people(3)
    cell(clerk, 1).focus()
    clerk.evaluate(PASTE, "1001\t200\n8888\t200\n1002\tabc")
    button = clerk.get_by_role("button", name="有错误 2 行，转到下一行")

    button.click()
    expect(cell(clerk, 2)).to_be_focused()
    button.click()
    expect(cell(clerk, 3, "cash_amount")).to_be_focused()
    button.click()
    expect(cell(clerk, 2)).to_be_focused()


def test_columns_are_found_by_pasted_headers_and_quoted_cells_are_read(clerk):
    MemberFactory(staff_no="1001", name="李娜")
    cell(clerk, 1, "relation").focus()

    text = '工号\t姓名\t金额\t备注\t领款人\n1001\t李娜\t200\t"第一行\n""二""\t"\t某某\n'
    clerk.evaluate(PASTE, text)

    expect(cell(clerk, 1)).to_have_value("1001 李娜")
    expect(cell(clerk, 1, "cash_amount")).to_have_value("200")
    expect(cell(clerk, 1, "note")).to_have_value('第一行 "二"')
    expect(clerk.locator("[data-lost]")).to_contain_text("没有粘贴：领款人")
    clerk.keyboard.press("Control+z")
    expect(cell(clerk, 1)).to_have_value("")


def test_a_mixed_paper_list_keeps_what_differs_from_row_to_row(clerk):
    people(2)
    cell(clerk, 1).focus()
    clerk.evaluate(
        PASTE,
        "2026年慰问名单\n"
        "序号\t工号\t事由\t日期\t金额\t慰问人员\t节日\t领款人\n"
        "1\t1001\t患病\t2026-1-5\t二百元\t院领导\t\t某某\n"
        "2\t1002\t住院\t2026-1-6\t300\t工会\t春节\t某某\n"
        "合计\t\t\t\t500\t\t\t",
    )

    expect(cell(clerk, 2, "occasion")).to_have_value("住院")
    expect(cell(clerk, 2, "date")).to_have_value("2026-01-06")
    expect(cell(clerk, 2, "visitors")).to_have_value("工会")
    expect(cell(clerk, 2, "festival")).to_have_value("春节")
    expect(cell(clerk, 3)).to_have_value("")
    expect(cell(clerk, 1, "cash_amount")).to_have_value("200.00")
    expect(clerk.locator("[data-live]")).to_contain_text("合计 500.00")
    said = clerk.locator("[data-said]")
    expect(said).to_contain_text("不是名单的行没有粘贴：“2026年慰问名单”、“合计”")
    alarm = clerk.get_by_role("alert").filter(has_text="没有粘贴：领款人。")
    expect(alarm).to_be_visible()
    cell(clerk, 1, "note").focus()
    clerk.keyboard.press("Control+z")
    expect(cell(clerk, 2, "festival")).to_have_value("")


def refuse_pastes(route):
    if b"paste" in route.request.post_data_buffer:
        route.fulfill(status=503)
    else:  # what stands above the grid is checked meanwhile
        route.continue_()


def test_a_paste_that_the_server_does_not_answer_is_told(clerk, problems):
    cell(clerk, 1).focus()
    clerk.route("**/batch/", refuse_pastes)

    clerk.evaluate(PASTE, "1001\t200")

    expect(clerk.locator("[data-said]")).to_have_text("粘贴失败，请再试一次")
    expect(cell(clerk, 1)).to_have_value("")
    assert "503" in problems.pop()


def test_a_check_that_the_server_does_not_answer_is_asked_for_again(clerk, problems):
    clerk.route("**/batch/", lambda route: route.fulfill(status=503), times=1)
    cell(clerk, 1).fill("8888")
    with clerk.expect_response("**/batch/"):
        cell(clerk, 2, "note").focus()

    cell(clerk, 3, "note").focus()

    expect(state(clerk, 1)).to_contain_text("有错误")
    assert "503" in problems.pop()


def test_a_button_that_is_offered_stays_when_another_row_is_checked(clerk):
    MemberFactory(staff_no="0103", name="张伟")
    MemberFactory(staff_no="0456", name="张伟")
    cell(clerk, 1).fill("张伟")
    cell(clerk, 2).fill("8888")
    cell(clerk, 1, "note").focus()
    choice = clerk.get_by_role("button", name="0456 张伟")
    expect(choice).to_be_visible()
    offered = choice.element_handle()

    cell(clerk, 3).fill("9999")
    cell(clerk, 1, "note").focus()

    expect(state(clerk, 3)).to_contain_text("有错误")
    assert offered.evaluate("button => button.isConnected")
