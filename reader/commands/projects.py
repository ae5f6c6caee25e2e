"""REFI-QDA projects of other programs taken in: their texts as issues, their codings as highlights with tags."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.commands.foreign_marks import MarksReport, take
from reader.commands.placing import Texts
from reader.commands.registry import command
from reader.commands.session import Session
from reader.domain.errors import ReaderError
from reader.domain.views import Listing, Outcome
from reader.domain.words import N_
from reader.exports.atomic import safe_name, unique_name
from reader.store import log
from reader.store.identity import issue_of_source

if TYPE_CHECKING:
    from reader.imports.qdpx import Coded


@dataclass
class ProjectReport:
    """What taking in a project did: new issues, files with their errors, its highlights, and sources that hold no text."""

    issues: list[int] = field(default_factory=list)
    failed: list[tuple[str, ReaderError]] = field(default_factory=list)
    marks: MarksReport = field(default_factory=lambda: MarksReport("REFI-QDA", False))
    left_out: list[str] = field(default_factory=list)


@command("import.project", N_("Import project"), hidden=True)
def import_project(session: Session, path: str | Path) -> Outcome:
    """Take in a REFI-QDA project of another program: one entry of the history. Outcome.value is a ProjectReport.

    Its texts become issues (those that are here already stay), its codings highlights where their words stand for
    certain; of the others a doubt asks. Raises ReaderError for a file that is no whole project.
    """
    from reader.imports.qdpx import read_project

    project = read_project(Path(path))
    report = ProjectReport(left_out=project.left_out)
    act_id, homes = _import_texts(session, project.texts, report)
    kind = "do" if act_id is None else "import"
    with session.act("import.project" if act_id is None else "import.files", kind=kind, resume=act_id) as act:
        with nullcontext() if act_id is None else log.recorded(act):
            texts = Texts(session, act)
            for one, issue in zip(project.texts, homes, strict=True):
                articles = list(session.ids(Listing("issue", issue))) if issue is not None else []
                for mark in one.marks:
                    placement = texts.place(mark.quote, mark.prefix, mark.suffix, articles)
                    report.marks.entries.append(take(session, act, report.marks, "refi", mark, placement))
        if act_id is None:
            act.about(about=Path(path).name)
        done = act.id
    return Outcome(report, done)


def _import_texts(session: Session, texts: Sequence[Coded], report: ProjectReport) -> tuple[int | None, list[int | None]]:
    """Import the texts as files; (the act, the issue each text is in)."""
    names: set[str] = set()
    with tempfile.TemporaryDirectory(prefix="pressmark-project-") as folder:
        files = []
        for one in texts:
            file = Path(folder) / unique_name(safe_name(one.name.removesuffix(".txt"), ".txt", "text"), names)
            file.write_text(one.text, encoding="utf-8", newline="\n")
            files.append(file)
        outcome = session.do_inside("import.files", paths=files) if files else Outcome()
    done: Any = outcome.value
    report.issues = list(done.issues) if done is not None else []
    report.failed = [(Path(name).name, error) for name, error in (done.failed if done is not None else [])]
    homes = [issue_of_source(session.library, hashlib.sha256(one.text.encode()).hexdigest()) for one in texts]
    return (outcome.act if report.issues else None), homes
