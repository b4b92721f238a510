"""A person with a keyboard and nothing else. Every stop on the way must show where it is."""

from playwright.sync_api import Locator, Page, expect

MOST_STOPS = 160

# The indicator of what has the focus: its own outline or shadow, or that of the drawn circle, box or card around it.
FOCUS = """() => {
    const focused = document.activeElement;
    if (!focused || focused === document.body) return {where: "nothing", shown: true};
    const visible = (colour) => !/^(transparent|rgba\\(\\d+, \\d+, \\d+, 0\\))$/.test(colour);
    const marked = (style) =>
        (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && visible(style.outlineColor))
        || style.boxShadow !== "none";
    const styles = [getComputedStyle(focused)];
    if (focused.matches("[type=radio], [type=checkbox]")) {
        const label = document.querySelector(`label[for="${CSS.escape(focused.id)}"]`);
        styles.push(getComputedStyle(label, "::before"));
        const card = focused.closest(".level");
        if (card) styles.push(getComputedStyle(card));
    }
    const box = focused.getBoundingClientRect();
    const inView = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    return {where: focused.outerHTML.slice(0, 160), shown: styles.some(marked) && inView};
}"""


class Keyboard:
    def __init__(self, page: Page) -> None:
        self.page = page

    def go_to(self, target: Locator, *, back: bool = False) -> None:
        """Tab (or Shift+Tab) until `target` has the focus, looking at every stop."""
        expect(target).to_be_visible()
        handle = target.element_handle()
        for _stop in range(MOST_STOPS):
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            found = self.page.evaluate(FOCUS)
            assert found["shown"], f"The focus cannot be seen on {found['where']}"
            if self.page.evaluate("(element) => element === document.activeElement", handle):
                return
        raise AssertionError(f"The Tab key does not lead to {target}")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def open(self, target: Locator) -> None:
        """Follow a link or press a button with Enter."""
        self.go_to(target)
        with self.page.expect_navigation():
            self.press("Enter")
