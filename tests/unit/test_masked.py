"""Who one is in an address stays out of what newsdiff says: messages, reports, baselines."""

from __future__ import annotations

import pytest

from newsdiff.cli.streams import complain
from newsdiff.model import Article, Skipped, masked


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("s3://bucket/2031/a.txt", "s3://bucket/2031/a.txt", id="nothing to hide"),
        pytest.param("https://ann:w0rd@shelf.example/a.txt", "https://***@shelf.example/a.txt", id="a password"),
        pytest.param("sftp://ann@shelf.example/a.txt", "sftp://***@shelf.example/a.txt", id="a user"),
        pytest.param("ftp://ann:w@rd@shelf.example/a", "ftp://***@shelf.example/a", id="a password with an at"),
        pytest.param("https://h/a@b.txt", "https://h/a@b.txt", id="an at in a name"),
        pytest.param(
            "https://h/a?X-Amz-Signature=0f1e&part=2&X-Amz-Credential=AK%2F1",
            "https://h/a?X-Amz-Signature=***&part=2&X-Amz-Credential=***",
            id="a signed address",
        ),
        pytest.param("https://h/a?sv=1&sig=x%3D#t", "https://h/a?sv=1&sig=***#t", id="a shared signature"),
        pytest.param("simplecache::s3://k:s@b/a", "simplecache::s3://***@b/a", id="behind another scheme"),
        pytest.param(
            "a.txt: no such file; try tcp://u:p@h:1", "a.txt: no such file; try tcp://***@h:1", id="a message"
        ),
        pytest.param("mail ann@shelf.example?token=1", "mail ann@shelf.example?token=1", id="no address"),
    ],
)
def test_what_lets_one_in_is_masked(text: str, shown: str) -> None:
    assert masked(text) == shown
    assert masked(shown) == shown
    assert Article(text, "").path == shown
    assert Skipped(text, text) == Skipped(shown, shown)


def test_no_message_holds_it(capsys: pytest.CaptureFixture[str]) -> None:
    complain("s3://ann:w0rd@shelf/a.txt: cannot be reached")
    complain("Traceback\n  s3://ann:w0rd@shelf/a.txt", prefix="")
    assert capsys.readouterr().err == (
        "newsdiff: s3://***@shelf/a.txt: cannot be reached\nTraceback\n  s3://***@shelf/a.txt\n"
    )
