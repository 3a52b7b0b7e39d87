"""The command line: one file a command, and here the one door through which all leave with an honest exit status."""

from __future__ import annotations

import gc
import logging
import sys
import warnings
from collections.abc import Sequence

from newsdiff.cli.exits import DONE, INTERNAL_ERROR, INTERRUPTED, USAGE_ERROR, Session, usage_line
from newsdiff.cli.streams import complain, let_go, silence
from newsdiff.errors import INTERNAL, MissingPath, NewsdiffError, told

__all__ = ["main"]

#: A parsed article is tens of thousands of objects that die together: looked through at the usual pace, a twentieth of
#: the time goes into finding that they are alive.
_COLLECTOR = (50_000, 20, 100)
_REPORT_AT = "this is a bug in newsdiff; run again with --debug and report the traceback and the command"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run `newsdiff` with `arguments` (default: those of this process) and leave by SystemExit with its status."""
    if not sys.warnoptions:  # What libraries warn of is told by newsdiff, or is none of the user's business.
        warnings.simplefilter("ignore")
    logging.getLogger().addHandler(logging.NullHandler())  # Without one, Python writes what libraries log to stderr.
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """The exit status of one run. Every error a user can mend is one line on stderr, never a traceback."""
    unhurried_collector()
    try:
        return _run(arguments, Session())
    finally:
        let_go()


def _run(arguments: Sequence[str] | None, session: Session) -> int:
    try:
        status = _dispatch(arguments, session)
        if sys.stdout is not None:
            sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        silence()
        return DONE
    except MissingPath as error:
        from newsdiff.cli.near_paths import missing_line

        _explain(missing_line(error), error, session)
        return USAGE_ERROR
    except NewsdiffError as error:
        _explain(str(error), error, session)
        return USAGE_ERROR
    except Exception as error:
        _explain(f"{INTERNAL}: {told(error)}; {_REPORT_AT}", error, session)
        return INTERNAL_ERROR
    return status


def unhurried_collector() -> None:
    """Let Python look for unreachable cycles less often, as suits a command that ends; a library leaves it alone."""
    gc.set_threshold(*_COLLECTOR)


def _dispatch(arguments: Sequence[str] | None, session: Session) -> int:
    import typer
    from typer.main import get_command

    from newsdiff.cli.app import app

    # Typer brings its own copy of click from 0.26 on; the base of its errors is reached through the name both have.
    usage_error: type[Exception] = typer.BadParameter.__mro__[2]
    try:
        status = get_command(app).main(arguments, prog_name="newsdiff", standalone_mode=False, obj=session)
    except usage_error as error:
        _explain(usage_line(error, arguments), error, session)
        return USAGE_ERROR
    except typer.Abort:
        return INTERRUPTED
    except SystemExit as leave:
        # Rich and typer answer a closed pipe with SystemExit(1); a reader that has seen enough is no error.
        if isinstance(leave.__context__, BrokenPipeError):
            raise leave.__context__ from None
        return leave.code if isinstance(leave.code, int) else int(leave.code is not None)
    return status if isinstance(status, int) else 0


def _explain(message: str, error: BaseException, session: Session) -> None:
    if session.debug:
        import traceback

        complain("".join(traceback.format_exception(error)), prefix="")
    complain(message)
