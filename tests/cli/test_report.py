"""The commands that write a report and open it, as a user types them."""

from __future__ import annotations

import sys
import webbrowser
from pathlib import Path

import pytest

import topics
from tests.conftest import FakeEncoder
from tests.small import write_corpus
from topics.cli import main


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, fake_encoder: FakeEncoder) -> Path:
    """A folder with a model under models/."""
    folder = tmp_path_factory.mktemp("home")
    write_corpus(folder / "plans", ("甲山区", "乙水区"), (2021,))
    topics.fit(folder / "plans", folder / "models" / "small", encoder=fake_encoder)
    return folder


def run(monkeypatch: pytest.MonkeyPatch, home: Path, *arguments: str) -> int:
    monkeypatch.chdir(home)
    monkeypatch.setattr(sys, "argv", ["topics", *arguments])
    try:
        main()
    except SystemExit as leaving:
        return int(leaving.code or 0)
    return 0


def test_a_report_is_written_and_the_last_one_opened(
    monkeypatch: pytest.MonkeyPatch, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, home, "open") == 1
    assert "no report here; make one with `topics report`" in capsys.readouterr().err
    assert run(monkeypatch, home, "report", "--lang", "en") == 0
    assert "written: outputs/report.html" in capsys.readouterr().err
    assert '<html lang="en">' in (home / "outputs" / "report.html").read_text(encoding="utf-8")
    assert run(monkeypatch, home, "report", "-m", "small", "-o", "sent/报告.html") == 0
    shown: list[str] = []

    def browse(url: str) -> bool:
        shown.append(url)
        return True

    monkeypatch.setattr(webbrowser, "open", browse)
    assert run(monkeypatch, home, "open") == 0
    assert run(monkeypatch, home, "open", "sent/报告.html") == 0
    assert shown == [(home / name).as_uri() for name in ("outputs/report.html", "sent/报告.html")]


def test_what_cannot_be_is_said_in_a_line(
    monkeypatch: pytest.MonkeyPatch, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, home, "report", "-o", "report.pdf") == 1
    assert capsys.readouterr().err == "topics: report.pdf: a report is a page; allowed: .html; rename -o FILE\n"
    assert run(monkeypatch, home, "open", "absent.html") == 1
    assert "absent.html: no such file" in capsys.readouterr().err
    (home / "page.html").write_text("<p>", encoding="utf-8")
    monkeypatch.setattr(webbrowser, "open", lambda _: False)
    assert run(monkeypatch, home, "open", "page.html") == 1
    assert "no browser could be started here; open the file in one yourself" in capsys.readouterr().err
