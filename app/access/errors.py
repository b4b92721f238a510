"""The ways in which a guard says no."""


class NotFound(Exception):
    """It does not exist, or it is not theirs: nobody learns which."""


class NotAllowed(Exception):
    """They have a place here, but this is not theirs to do. Carries the reason in plain words."""


class SignInNeeded(Exception):
    """Nobody is signed in. What they sent, if anything, is carried through the sign-in."""


class WrittenBySomebodyElse(SignInNeeded):
    """The page was opened by one person, and another has signed in since: its words are not theirs to save."""


class LinkGone(NotFound):
    """A link that is unknown, used, revoked or past its time: nobody learns which, everybody learns what to do."""


class TooManyGuesses(LinkGone):
    """So many addresses that are no link were tried from here that for a while none is looked at."""
