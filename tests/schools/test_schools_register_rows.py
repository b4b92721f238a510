"""Which rows are refused, with what words, and how cells are read."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.db import Database
from app.models.schools import School
from app.services.schools_register import ImportResult, import_schools
from app.services.schools_register_rows import REGIONS, Rejection, Unreadable

Importer = Callable[..., ImportResult]
FromBytes = Callable[[bytes], ImportResult]
SchoolOf = Callable[[str], School]


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("URN", "", "A URN has six digits."),
        ("URN", "90001", "A URN has six digits."),
        ("URN", "9000011", "A URN has six digits."),
        ("URN", "90000A", "A URN has six digits."),
        ("URN", "٩٠٠٠٠١", "A URN has six digits."),
        ("EstablishmentName", "  ", "The name of the school is missing."),
        ("EstablishmentName", "x" * 256, "This is longer than 255 characters."),
        ("Postcode", "x" * 17, "This is longer than 16 characters."),
        ("Easting", "here", "This is not a whole number."),
        ("Easting", "1e5", "This is not a whole number."),
        ("Easting", "-1", "This number cannot be negative."),
        ("Northing", "'-1", "This number cannot be negative."),
        ("Northing", "99999999999", "This number is more than 1,300,000, which cannot be right."),
        ("Northing", "9" * 5000, "This is not a whole number."),
        ("NumberOfPupils", "12.5", "This is not a whole number."),
        ("NumberOfPupils", "nan", "This is not a whole number."),
        ("PercentageFSM", "100.1", "A percentage is between 0 and 100."),
        ("PercentageFSM", "-0.1", "A percentage is between 0 and 100."),
        ("PercentageFSM", "inf", "This is not a number."),
        ("GOR (name)", "Atlantis", "This is not one of the nine English regions."),
    ],
)
def test_row_is_refused_and_others_are_kept(
    bring_in: Importer, school_of: SchoolOf, column: str, value: str, reason: str
) -> None:
    result = bring_in({"URN": "900010"}, {column: value}, {"URN": "900011"})
    (rejection,) = result.rejected
    assert (rejection.line, rejection.column, rejection.reason) == (3, column, reason)
    assert rejection.value.rstrip("…") in value or rejection.value == "-1"
    assert len(rejection.value) <= 120
    assert result.created == 2
    assert school_of("900011").urn == "900011"


@pytest.mark.parametrize("code", ["", "SUPP", "supp", "NE"])
def test_suppressed_number_is_unknown(bring_in: Importer, school_of: SchoolOf, code: str) -> None:
    columns = ("Easting", "Northing", "NumberOfPupils", "PercentageFSM")
    assert bring_in(dict.fromkeys(columns, code)).rejected == []
    school = school_of("900001")
    assert (school.easting, school.northing, school.pupils, school.fsm_percentage) == (None,) * 4


def test_nought_east_and_nought_north_is_no_place(bring_in: Importer, school_of: SchoolOf) -> None:
    bring_in({"Easting": "0", "Northing": "0"})
    assert (school_of("900001").easting, school_of("900001").northing) == (None, None)


@pytest.mark.parametrize("text", ["0", "100", "12.50", "210.0"])
def test_plain_numbers_are_taken(bring_in: Importer, text: str) -> None:
    column = "PercentageFSM" if float(text) <= 100 else "NumberOfPupils"
    assert bring_in({column: text}).rejected == []


@pytest.mark.parametrize("region", REGIONS)
def test_region_is_spelt_our_way(bring_in: Importer, school_of: SchoolOf, region: str) -> None:
    bring_in({"GOR (name)": region.upper()})
    assert school_of("900001").region == region


@pytest.mark.parametrize("region", ["", "Not Applicable", "Wales (pseudo)"])
def test_place_outside_the_nine_regions_has_none(bring_in: Importer, school_of: SchoolOf, region: str) -> None:
    bring_in({"GOR (name)": region})
    assert school_of("900001").region == ""


def test_formula_guard_is_taken_off(bring_in: Importer, school_of: SchoolOf) -> None:
    bring_in({"EstablishmentName": "'=Equal School"}, {"URN": "900002", "EstablishmentName": "'Tis School"})
    assert school_of("900001").name == "=Equal School"
    assert school_of("900002").name == "'Tis School"


def test_postcode_is_in_capitals_with_one_space(bring_in: Importer, school_of: SchoolOf) -> None:
    bring_in({"Postcode": "zz11aa"}, {"URN": "900002", "Postcode": "No  Postcode"})
    assert school_of("900001").postcode == "ZZ1 1AA"
    assert school_of("900002").postcode == "NO POSTCODE"


def test_second_row_with_a_urn_is_refused(bring_in: Importer, school_of: SchoolOf) -> None:
    result = bring_in({}, {"EstablishmentName": "Another"})
    expected = Rejection(3, "URN", "900001", "This URN is already on line 2 of the file.")
    assert result.rejected == [expected]
    assert school_of("900001").name == "Larch Hill Primary School"


def test_headings_in_any_order_case_and_spacing_with_columns_that_we_do_not_know(
    bring_in_bytes: FromBytes, school_of: SchoolOf
) -> None:
    bring_in_bytes(b"Fax,number of pupils, establishmentname ,LA(NAME),urn\n1,25,Larch,Larchshire,900001\n")
    school = school_of("900001")
    assert (school.name, school.pupils, school.la_name) == ("Larch", 25, "Larchshire")


@pytest.mark.parametrize("row", [b"900001", b"900001,Larch,1"])
def test_row_with_other_columns_than_the_header_is_refused(bring_in_bytes: FromBytes, row: bytes) -> None:
    result = bring_in_bytes(b"URN,EstablishmentName\n" + row + b"\n900002,Elm\n")
    assert [(r.line, r.column) for r in result.rejected] == [(2, "")]
    assert "columns where the first line of the file has 2" in result.rejected[0].reason
    assert result.created == 1


def test_line_is_where_a_record_starts(bring_in_bytes: FromBytes, school_of: SchoolOf) -> None:
    result = bring_in_bytes(
        b'URN,EstablishmentName,Address\r\n900001,"Larch,\r\nHill","1 Hill\nTop"\r\nx,Elm,\r\n\r\n,,\r\n'
    )
    assert (result.read, result.created) == (2, 1)
    assert [r.line for r in result.rejected] == [5]
    assert school_of("900001").name == "Larch, Hill"


@pytest.mark.parametrize(
    "content",
    [
        "URN,EstablishmentName\n900001,Coláiste Ôak’s\n".encode(),
        "URN,EstablishmentName\r\n900001,Coláiste Ôak’s\r\n\r\n".encode("utf-8-sig"),
        "URN,EstablishmentName\r\n900001,Coláiste Ôak’s\r\n".encode("cp1252"),
        "URN,EstablishmentName\n900001,Colái\0ste Ôak’s".encode(),
        "URN,EstablishmentName\n900002,Café\n".encode() + "900001,Coláiste Ôak’s\n".encode("cp1252"),
    ],
    ids=["utf-8", "bom", "windows-1252", "nul", "mixed"],
)
def test_letters_survive_the_encoding(bring_in_bytes: FromBytes, school_of: SchoolOf, content: bytes) -> None:
    bring_in_bytes(content)
    assert school_of("900001").name == "Coláiste Ôak’s"


def test_quotation_mark_that_is_never_closed_costs_one_row(bring_in_bytes: FromBytes) -> None:
    good = b"".join(b"%d,Elm\n" % (900100 + n) for n in range(300))
    result = bring_in_bytes(b'URN,EstablishmentName\n900001,"Larch\n' + good + b'900002,"Oak\n')
    assert [r.line for r in result.rejected] == [2, 303]
    assert "quotation marks" in result.rejected[0].reason
    assert result.created == 300


def test_line_longer_than_any_row_is_refused(bring_in_bytes: FromBytes) -> None:
    result = bring_in_bytes(b"URN,EstablishmentName\n900001," + b"x" * 5_000_000 + b"\n900002,Elm\n")
    assert [r.line for r in result.rejected] == [2]
    assert result.created == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"\n\n  \n", "The file is empty."),
        (b"\xef\xbb\xbf", "The file is empty."),
        (b"URN,Name\n1,2\n", "does not name the column “EstablishmentName”"),
        (b"a,b\n", "does not name the column “URN”, “EstablishmentName”"),
        (b"URN,urn,EstablishmentName\n", "names the column “URN” more than once"),
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00", "This is not a CSV file"),
        ("URN,EstablishmentName\n".encode("utf-16"), "This is not a CSV file"),
        (b'"URN,EstablishmentName\n', "This is not a CSV file"),
        (b"URN,EstablishmentName\r900001,Larch\r", "This is not a CSV file"),
    ],
)
def test_file_of_which_nothing_can_be_taken(bring_in_bytes: FromBytes, content: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        bring_in_bytes(content)


def test_header_alone_is_a_register_of_no_schools(bring_in_bytes: FromBytes) -> None:
    assert bring_in_bytes(b"URN,EstablishmentName").read == 0


def test_missing_file_and_folder_are_named(database: Database, tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"There is no file .*absent\.csv"):
        import_schools(database, tmp_path / "absent.csv")
    with pytest.raises(Unreadable, match="is a folder"):
        import_schools(database, tmp_path)
