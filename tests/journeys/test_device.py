"""Nothing of a case stays on the device (A17)."""

from tests.journeys.conftest import PHONE
from tests.journeys.test_every_page import families

DUMP = """async () => {
  const found = [];
  for (const store of [localStorage, sessionStorage])
    for (let i = 0; i < store.length; i++) found.push(store.key(i) + '=' + store.getItem(store.key(i)));
  for (const base of await indexedDB.databases()) found.push('indexedDB ' + base.name);
  for (const name of await caches.keys()) found.push('cache ' + name);
  return found;
}"""


def test_after_work_and_sign_out_no_word_of_a_case_is_left_and_back_shows_sign_in(person):
    window = person("ines", PHONE)
    page = window.page
    for address in families(window):
        for name in ("story", "mapping", "plan"):
            answer = page.goto(f"{address}/{name}")
            if answer is not None and answer.status == 403:
                window.faults.clear()  # a part that does not see this page; the browser logs the refusal itself
    assert page.evaluate(DUMP) == []
    page.get_by_text("Menu", exact=True).click()
    page.get_by_role("button", name="Sign out").first.click()
    page.wait_for_url("**/sign-in**")
    assert page.evaluate(DUMP) == []
    for _ in range(5):
        page.go_back()
        page.wait_for_load_state()
        assert "Harbour" not in page.inner_text("body")
    window.faults.clear()
