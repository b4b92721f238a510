"""`send-review pair`: the best groups of a cohort, shown, made, or repaired after a school has withdrawn."""

from typing import Annotated, Any

import typer
from sqlmodel import Session

from app import clock
from app.access.visible import whole_cohort
from app.cli import app
from app.cli.common import Format, FormatOption, open_database, print_json, stop
from app.cli.programme import CohortOption, cohort_named
from app.language import gettext as _
from app.language import ngettext
from app.models.actors import Actor, ActorKind
from app.models.programme import Cohort
from app.services.pairing import Group, Placement
from app.services.pairing_apply import AlreadyGrouped, apply_repair, hold_pairing, make_groups
from app.services.pairing_cohort import PairingRecord, read_pairing
from app.services.pairing_explain import explain_left, km, reasons
from app.services.pairing_repair import Repair
from app.services.pairing_rules import MAX_KM, Judge, Rule, Settings
from app.services.pairing_settings import SettingsRefused, read_km, read_rules, read_weights
from app.settings import Settings as ServiceSettings

MISUSED = 2


@app.command("pair")
def pair_command(  # noqa: PLR0913, PLR0917  An option each, named where it is typed.
    cohort: CohortOption,
    apply: Annotated[bool, typer.Option("--apply", help=_("Make the groups; without, they are only shown."))] = False,
    output: FormatOption = Format.TEXT,
    weights: Annotated[
        str, typer.Option(metavar="NAME=NUMBER,…", help=_("km, size, fsm, themes: what counts, and how much."))
    ] = "",
    rules: Annotated[
        str, typer.Option(metavar="NAME=on|off,…", help=_("Which rules hold: %(names)s.") % {"names": ", ".join(Rule)})
    ] = "",
    max_km: Annotated[str, typer.Option(metavar="KM", help=_("How far two schools may be apart."))] = str(MAX_KM),
    mend: Annotated[
        bool, typer.Option("--repair", help=_("After a withdrawal: change as few groups as possible."))
    ] = False,
    break_begun: Annotated[
        bool, typer.Option("--break-begun", help=_("With --repair: groups that have begun may change, too."))
    ] = False,
) -> None:
    """Propose pairs for the schools of a cohort, or make them.

    As many schools as possible are placed, in one triad a region where that places one more; then at the least cost.
    Groups that are there stay. Safe to repeat.

    Exit code 0: done. 1: it cannot be done, with the reason. 2: the words of the command cannot be followed.
    """
    try:
        settings = Settings(read_rules(rules), read_km(max_km), read_weights(weights))
    except SettingsRefused as error:
        raise stop(str(error), code=MISUSED) from None
    service = ServiceSettings()
    with open_database(service) as database, database.writing() if apply else database.reading() as session:
        record = _read(session, cohort_named(session, cohort), apply=apply)
        found = record.repair(settings, break_begun=break_begun) if mend else record.propose(settings)
        placement = found.placement if isinstance(found, Repair) else found
        if apply:
            _make(session, record, found, base_url=service.base_url)
        report = Report(placement, record, record.judge(settings), found if isinstance(found, Repair) else None)
        if output is Format.JSON:
            print_json(report.as_json())
        else:
            report.print(applied=apply)


def _read(session: Session, cohort: Cohort, *, apply: bool) -> PairingRecord:
    visible, today = whole_cohort(cohort), clock.today()
    return hold_pairing(session, visible, on=today) if apply else read_pairing(session, visible, on=today)


def _make(session: Session, record: PairingRecord, found: Placement | Repair, *, base_url: str) -> None:
    by = Actor(ActorKind.PERSON, None, _("the command line"))
    try:
        if isinstance(found, Repair):
            why = _("A school of your group has withdrawn, or groups had to change because one did.")
            apply_repair(session, record, found, why=why, by=by, base_url=base_url)
        else:
            why = _("Of all ways to bring the schools of your region together, this one costs least altogether.")
            make_groups(session, record, found.groups, why=why, by=by, base_url=base_url)
    except AlreadyGrouped as error:
        raise stop(str(error)) from None


class Report:
    """A placement in words, and for programs."""

    def __init__(self, placement: Placement, record: PairingRecord, judge: Judge, mended: Repair | None) -> None:
        self.placement, self.judge, self.mended = placement, judge, mended
        self.left = explain_left(placement, record.schools, judge)
        self.urns = {one.id: one.urn for one in record.schools}

    def as_json(self) -> dict[str, Any]:
        placement = self.placement
        return {
            "groups": [self._group(group) for group in placement.groups],
            "unpaired": [
                {
                    "urn": one.school.urn,
                    "why": one.why,
                    "relaxed": [
                        {
                            "rules": list(relaxed.rules),
                            "urns": [school.urn for school in relaxed.schools],
                            "why": relaxed.sentence,
                        }
                        for relaxed in one.relaxed
                    ],
                }
                for one in self.left
            ],
            "total_cost": placement.cost,
            "total_km": placement.metres / 1_000,
            "bound": placement.cost - placement.gap,
            "gap": placement.gap,
            **({"changed": self._changed(self.mended)} if self.mended else {}),
        }

    def _changed(self, mended: Repair) -> list[list[str]]:
        """The groups that do not go on as they are, by the URNs of those who were in them."""
        return [sorted(self.urns[id_] for id_ in group.ids if id_ in self.urns) for group in mended.ended]

    def _group(self, group: Group) -> dict[str, Any]:
        return {
            "urns": [one.urn for one in group.schools],
            "kind": group.kind,
            "km": group.metres / 1_000,
            "cost": group.cost,
            "reasons": list(reasons(group, self.judge)),
            "state": str(group.standing),
            "hub": group.hub.urn if group.hub else None,
        }

    def print(self, *, applied: bool) -> None:
        placement = self.placement
        for group in placement.groups:
            typer.echo(" + ".join(f"{one.name} ({one.urn})" for one in group.schools))
            for reason in reasons(group, self.judge):
                typer.echo(f"  {reason}")
        for one in self.left:
            typer.echo(_("Left over: %(school)s (%(urn)s)") % {"school": one.school.name, "urn": one.school.urn})
            for sentence in one.sentences:
                typer.echo(f"  {sentence}")
        count = len(placement.groups)
        summary = ngettext(
            "%(num)s group, %(km)s altogether, cost %(cost)s.",
            "%(num)s groups, %(km)s altogether, cost %(cost)s.",
            count,
        )
        typer.echo(summary % {"num": count, "km": km(placement.metres), "cost": f"{placement.cost:,}"})
        if placement.gap:
            typer.echo(
                _("No way costs less than %(bound)s, which is %(gap)s below.")
                % {"bound": f"{placement.cost - placement.gap:,}", "gap": f"{placement.gap:,}"}
            )
        if not applied:
            typer.echo(_("Nothing has been changed. With --apply these groups are made."))
