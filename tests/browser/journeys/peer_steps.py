"""What the two sides of a peer review do on its pages, by the words that they read. Each step ends where the next one
is found: on the steps of the peer review.
"""

from dataclasses import dataclass, field

from playwright.sync_api import Page, expect

from tests.browser.journeys.steps import SAVED
from tests.browser.journeys.test_peer_groups import seen

STRENGTH = "Every teacher could say who leads on SEND and how to reach them."
CHANGED = "Every permanent teacher could say who leads on SEND. Supply teachers could not yet."


@dataclass
class Side:
    """Somebody of one of the two schools, in a browser of their own, which stands on the steps of the peer review."""

    page: Page
    school: str
    here: str = ""
    prefix: str = ""
    """Begins the names of pictures."""
    taken: list[str] = field(default_factory=list)

    def look(self, name: str) -> None:
        seen(self.page, f"{self.prefix}{len(self.taken):02}-{name}")
        self.taken.append(name)

    def follow(self, words: str, *, exact: bool = False) -> None:
        self.page.get_by_role("link", name=words, exact=exact).first.click()

    def press(self, words: str, *, exact: bool = True) -> None:
        self.page.get_by_role("button", name=words, exact=exact).first.click()

    def write(self, label: str, words: str) -> None:
        """Into the first field of this label that is empty, until the page says that it is saved."""
        box = next(one for one in self.page.get_by_label(label, exact=True).all() if not one.input_value())
        name = box.get_attribute("name")
        # Fields save themselves from the moment that the page's scripts have run.
        self.page.wait_for_load_state()
        box.fill(words)
        expect(self.page.locator(f'[data-state-for="{name}"]')).to_contain_text(SAVED)

    def sees(self, words: str) -> None:
        expect(self.page.get_by_text(words).first).to_be_visible()

    def open_steps(self) -> None:
        """As somebody who comes back another day: from the start page."""
        self.page.goto("/")
        self.follow(self.here)
        expect(self.page.get_by_role("heading", name="Where you are")).to_be_visible()


def agree_dates(reviewer: Side) -> None:
    reviewer.follow("Agree the dates")
    reviewer.write("Day of the visit", "2027-03-03")
    reviewer.write("Report due by", "2027-03-17")
    reviewer.look("dates")
    reviewer.follow("This peer review")


def ask_and_answer(reviewer: Side, host: Side, *, question: str, answer: str) -> None:
    reviewer.follow("Ask for information")
    reviewer.write("What you would like to know or see", question)
    reviewer.look("requests")
    reviewer.press("Send these requests")
    reviewer.sees("Your requests are sent.")
    host.open_steps()
    host.look("steps-after-request")
    host.follow("Answer requests")
    host.sees(question)
    host.write("Your note", answer)
    host.look("answers")
    host.press("Give these answers")
    host.sees("Your answers are given.")
    reviewer.page.reload()
    reviewer.sees(answer)
    reviewer.open_steps()


def keep_a_line(reviewer: Side) -> None:
    reviewer.follow("Read the brief and choose lines of enquiry")
    reviewer.look("brief")
    reviewer.press("Keep this line", exact=False)
    reviewer.sees("1 line kept")
    reviewer.look("brief-kept")
    reviewer.open_steps()


def plan_the_day(host: Side, reviewer: Side, *, template: str) -> None:
    host.open_steps()
    host.follow("Agenda for the visit")
    host.look("agenda-empty")
    host.follow("Begin with a template")
    host.page.get_by_role("radio", name=template).check()
    host.look("agenda-template")
    host.press("Fill the agenda")
    host.sees("The agenda is filled.")
    host.look("agenda")
    for one in (host, reviewer):
        if one is reviewer:
            one.follow("Agenda for the visit")
        one.follow("Check and confirm")
        one.look("agenda-confirmation")
        one.press("Confirm this agenda")
        one.sees("You have confirmed the agenda.")
    reviewer.sees("Both schools confirmed this agenda")
    for one in (host, reviewer):
        one.open_steps()


def visit(reviewer: Side, *notes: str) -> None:
    """The first note is tagged while it is written; the others are sorted afterwards."""
    first, *rest = notes
    reviewer.follow("The visit", exact=True)
    box = reviewer.page.get_by_label("Your note", exact=True)
    reviewer.page.get_by_label("Area or item", exact=True).select_option("LEAD-1")
    for words in (first, *rest):
        box.fill(words)
        reviewer.look("visit-writing")
        reviewer.press("Save note")
        expect(box).to_have_value("")
        reviewer.sees("All notes are saved.")
        reviewer.page.get_by_label("Area or item", exact=True).select_option("")
    reviewer.look("visit")
    reviewer.follow("Sort your notes")
    reviewer.page.wait_for_load_state()
    reviewer.look("sorting-desk")
    for words in rest:
        reviewer.page.get_by_label(f"About: {words}").select_option("LEAD")
    expect(reviewer.page.locator("[data-state-for]").filter(has_text=SAVED)).to_have_count(len(rest))
    reviewer.open_steps()


def write_report(reviewer: Side, *, note: str, recommendation: str) -> None:
    reviewer.follow("The report", exact=True)
    reviewer.look("report")
    reviewer.follow("Leadership of SEND")
    reviewer.look("report-area")
    reviewer.page.get_by_role("button", name="Strengths").filter(has_text=note[:40]).click()
    reviewer.sees("Your note’s words are in the passage")
    expect(reviewer.page.get_by_label("Strengths", exact=True)).to_have_value(note)
    expect(reviewer.page.get_by_text("What this rests on (1 chosen)").first).to_be_visible()
    reviewer.write("What could the school do next?", recommendation)
    reviewer.page.locator("#LEAD-1").get_by_role("radio", name="Secure", exact=True).check()
    reviewer.look("report-area-written")
    reviewer.follow("The report about")
    reviewer.write("Overall summary", "A school that knows its pupils. The next step is small, and its own.")
    reviewer.follow("Check the report")
    reviewer.look("report-check")
    reviewer.follow("Go on to sending it")
    reviewer.look("report-sending")
    reviewer.press("Send it now")
    reviewer.sees("The report is sent.")
    reviewer.look("report-sent")


def check_and_comment(host: Side, comment: str) -> None:
    host.open_steps()
    host.follow("The report", exact=True)
    host.look("report-host")
    host.follow("Read it and comment")
    host.page.wait_for_load_state()
    host.page.get_by_label("What is not accurate here, or missing?").nth(1).fill(comment)
    host.sees(SAVED)
    host.look("comments")
    host.follow("Go on to returning it")
    host.look("returning")
    host.press("Return it now")
    host.sees("The report is back with the reviewer")


def answer_and_sign(reviewer: Side, *, comment: str, reply: str, instead: str) -> None:
    reviewer.open_steps()
    reviewer.follow("The report", exact=True)
    reviewer.follow("Read and answer the comments")
    reviewer.sees(comment)
    reviewer.write("Your answer", reply)
    reviewer.look("answering")
    reviewer.follow("Change this passage – Strengths")
    reviewer.page.wait_for_load_state()
    box = reviewer.page.get_by_label("Strengths", exact=True)
    box.fill(instead)
    expect(reviewer.page.locator(f'[data-state-for="{box.get_attribute("name")}"]')).to_contain_text(SAVED)
    reviewer.follow("The report about")
    reviewer.look("report-answering")
    reviewer.follow("Read and answer the comments")
    reviewer.follow("Sign the report")
    reviewer.look("signing-reviewer")
    reviewer.press("Sign for", exact=False)
    reviewer.sees("You have signed. The other school")


def sign_last(host: Side, *words: str) -> None:
    host.open_steps()
    host.follow("The report", exact=True)
    host.follow("Read and sign")
    for one in words:
        host.sees(one)
    host.look("signing-host")
    host.press("Sign for", exact=False)
    host.sees("Both schools have signed. The report is final.")
    host.look("final")


def follow_up(reviewer: Side, host: Side, *, recommendation: str) -> None:
    reviewer.open_steps()
    reviewer.look("steps-final")
    reviewer.follow("Follow-up")
    reviewer.write("Date of the follow-up visit", "2027-06-16")
    reviewer.write("What you saw", "Supply teachers get a card that says whom to ask.")
    reviewer.look("follow-up-reviewer")
    host.open_steps()
    host.follow("Follow-up")
    host.sees("Supply teachers get a card that says whom to ask.")
    host.sees(recommendation)
    host.page.get_by_role("radio", name="Done", exact=True).first.check()
    host.write("Why, or how", "The office hands the card out with the visitor’s badge.")
    host.look("follow-up-host")
    host.follow("Say thank you, and stay in touch")
    host.write("Your thanks to the other school", "You saw what we had stopped seeing.")
    host.look("thanks")
    reviewer.open_steps()
    reviewer.look("steps-followed-up")
    reviewer.follow("Thank you, and stay in touch")
    reviewer.sees("You saw what we had stopped seeing.")
