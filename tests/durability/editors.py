"""Two people at one answer, each as a browser: the page's script, and the plain form of those who run none."""

from dataclasses import dataclass, field
from typing import Any

import html5lib

from tests.durability.ledger import Acknowledged
from tests.visits import Browser

HTML = "{http://www.w3.org/1999/xhtml}"
PLACE = ("LEAD-1", "strengths")
NAME = ".".join(PLACE)
AUTOSAVE = {"X-Autosave": "1"}


@dataclass
class Editor:
    """Writes a new text each time, and remembers what it was told about each."""

    name: str
    browser: Browser
    review_id: int
    version: int = 0
    theirs: str | None = None
    """The other's text, while there is a choice to make."""
    unsaved: str = ""
    written: int = 0
    told: list[Acknowledged] = field(default_factory=list)
    form: dict[str, str] = field(default_factory=dict)
    """The plain form's fields as they were fetched, perhaps long ago."""

    def new_text(self) -> str:
        self.written += 1
        return f"{self.name} writes their text number {self.written}"

    # ------------------------------------------------------------ the page's script

    def save(self) -> None:
        self.unsaved = self.new_text()
        self.send(self.unsaved)

    def save_unheard(self) -> None:
        """The server has it, the answer is lost; the script still knows the old version only."""
        self.unsaved = self.new_text()
        version = self.version
        self.send(self.unsaved)
        self.version, self.theirs = version, None

    def retry(self) -> None:
        if self.unsaved:
            self.send(self.unsaved)

    def save_on_an_old_version(self) -> None:
        self.version = max(0, self.version - 2)
        self.save()

    def keep_mine(self) -> None:
        if self.theirs is not None:
            self.send(self.unsaved)

    def keep_theirs(self) -> None:
        if self.theirs is not None:
            self.unsaved, self.theirs = "", None

    def send(self, text: str) -> None:
        data = {"name": NAME, "value": text, "version": self.version}
        response = self.browser.post(f"/reviews/{self.review_id}/answers", data, headers=AUTOSAVE)
        state = html5lib.parse(response.text).find(f".//{HTML}*[@data-version]").attrib
        self.version = int(state["data-version"])
        self.theirs = state.get("data-theirs")
        assert response.status_code == (200 if self.theirs is None else 409)
        self.told.append(Acknowledged(PLACE, text, self.version if self.theirs is None else None))

    # ------------------------------------------------------------ the plain form

    @property
    def area(self) -> str:
        return f"/reviews/{self.review_id}/areas/LEAD"

    def fetch_form(self) -> None:
        self.form = form_fields(self.browser.get(self.area).text)

    def send_form(self) -> None:
        """With the text that stands in it changed, on whatever version it was fetched with."""
        if not self.form:
            self.fetch_form()
        self.form[NAME] = self.new_text()
        self.post_form()

    def choose_mine_in_form(self) -> None:
        self.post_form(choose=f"{NAME}=mine")

    def choose_theirs_in_form(self) -> None:
        if self.form.get("choice"):
            self.post_form(choose=f"{NAME}=theirs")

    def post_form(self, **button: str) -> None:
        if not self.form:
            return
        fields = {name: value for name, value in self.form.items() if name != "choice"}
        response = self.browser.post(self.area, {**fields, **button})
        if "theirs" not in button.get("choose", ""):
            self.told.append(Acknowledged(PLACE, fields[NAME], None))
        if response.status_code == 409:
            self.form = form_fields(response.text) | {"choice": "yes"}
            assert self.form[NAME] == fields[NAME], "The page forgot what was typed."
            return
        assert response.status_code == 303, response.text
        self.form = {}

    # ------------------------------------------------------------ the history

    def put_back(self, which: int) -> None:
        """One of the earlier texts, unless somebody saves between the look and the click."""
        tree = html5lib.parse(self.browser.get(f"/reviews/{self.review_id}/history?of={NAME}").text)
        forms = [one for one in tree.iter(f"{HTML}form") if one.get("action", "").endswith("/restoration")]
        if forms:
            chosen = forms[which % len(forms)]
            response = self.browser.post(str(chosen.get("action")), _inputs(chosen))
            assert response.status_code in {303, 409}


def form_fields(html: str) -> dict[str, str]:
    """What a browser would send of the page's answers, without its buttons."""
    (form,) = [one for one in html5lib.parse(html).iter(f"{HTML}form") if one.get("data-autosave")]
    areas = {str(one.get("name")): "".join(one.itertext()) for one in form.iter(f"{HTML}textarea")}
    return _inputs(form) | areas


def _inputs(form: Any) -> dict[str, str]:
    unticked = {"radio", "checkbox"}
    return {
        one.get("name"): one.get("value", "")
        for one in form.iter(f"{HTML}input")
        if one.get("name") and (one.get("type") not in unticked or "checked" in one.attrib)
    }
