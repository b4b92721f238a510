"""The paper of a full review such as a school would write: the demo's, which is the worked example too."""

from app.db import Database
from app.documents.governors_paper import to_html
from app.documents.pdf import render_pdf
from app.pages.governors_paper import build_paper
from app.services.demo import load_demo
from app.services.reviews import list_reviews
from app.services.schools import find_school
from tests.documents.reading import faults, page_count, spoken


def test_full_review_is_whole_on_four_pages(database: Database) -> None:
    with database.writing() as session:
        load_demo(session)
    with database.reading() as session:
        school = find_school(session, "999901")
        assert school is not None
        paper = build_paper(session, list_reviews(session, school)[0], school)
    html = to_html(paper)
    pdf = render_pdf(html)
    said = spoken(pdf)
    assert page_count(pdf) == 4
    assert faults(pdf) == []
    assert "…" not in said
    for area in paper.areas:
        assert " ".join(area.summary.split()) in said
        assert " ".join(area.strengths[0].text.split()) in said
        assert " ".join(area.developments[0].text.split()) in said
    assert len(paper.questions) == 6
    assert "16 sets of data, 15 documents" in said
