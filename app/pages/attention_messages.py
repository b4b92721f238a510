"""Letters to several schools: the draft with a preview of every letter, and the log of what was sent to whom."""

from dataclasses import dataclass

from app.access.attention import SeenMessage
from app.access.guard import Allowed
from app.access.visible import VisibleCohort
from app.models.attention import AttentionDelivery, AttentionMessage
from app.models.programme import Cohort
from app.pages.sent import Sent
from app.services.attention_messages import (
    FIELDS,
    Preview,
    list_deliveries,
    list_messages,
    preview,
    signature,
    unknown_fields,
)


@dataclass(frozen=True, slots=True)
class MessagesPage:
    cohort: Cohort
    messages: list[AttentionMessage]

    @classmethod
    def of(cls, allowed: Allowed[VisibleCohort]) -> "MessagesPage":
        return cls(allowed.thing.cohort, list_messages(allowed.session, allowed.thing, allowed.person))


@dataclass(frozen=True, slots=True)
class MessagePage(Sent):
    cohort: Cohort
    message: AttentionMessage
    subject: str
    text: str
    letters: Preview
    sent: list[tuple[AttentionDelivery, str]]
    signature: str
    person_id: int | None
    errors: tuple[tuple[str, str], ...] = ()

    @property
    def here(self) -> str:
        return f"/cohorts/{self.cohort.id}/attention/messages/{self.message.id}"

    @property
    def is_written(self) -> bool:
        """There is something to look at and send."""
        written = bool(self.message.subject and self.message.text)
        is_sound = not any(name for name, _sentence in self.errors)
        return written and is_sound and not unknown_fields(self.message.subject, self.message.text)

    def fields(self) -> str:
        return ", ".join(f"{{{name}}}" for name in FIELDS)

    @classmethod
    def of(
        cls,
        allowed: Allowed[SeenMessage],
        *,
        typed: tuple[str, str] | None = None,
        errors: tuple[tuple[str, str], ...] = (),
    ) -> "MessagePage":
        seen, session = allowed.thing, allowed.session
        message = seen.message
        subject, text = typed or (message.subject, message.text)
        letters = Preview((), ()) if message.sent_at else preview(session, seen.visible, message)
        sent = list_deliveries(session, seen.visible, message) if message.sent_at else []
        under = signature(allowed.person).strip()
        return cls(seen.visible.cohort, message, subject, text, letters, sent, under, allowed.person.id, errors)
