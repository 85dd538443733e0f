"""The hook, run by the real pre-commit on a real commit."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from program import ROOT, environment
from reading import ITEM

TOOLS = Path(sys.executable).parent
PRE_COMMIT = shutil.which("pre-commit", path=f"{TOOLS}{os.pathsep}{os.environ['PATH']}")
pytestmark = pytest.mark.skipif(PRE_COMMIT is None, reason="pre-commit is not installed")
BROKEN = ITEM.replace("red", "rad")


class Repository:
    """A git repository of an office, its pre-commit with a cache of its own."""

    def __init__(self, folder: Path) -> None:
        """Begin without a commit."""
        self.folder = folder / "office"
        self.folder.mkdir()
        variables = environment(PATH=f"{TOOLS}{os.pathsep}{os.environ['PATH']}", PRE_COMMIT_HOME=f"{folder}/cache")
        who = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in AUTHOR.items()}
        alone = {"GIT_CONFIG_GLOBAL": os.devnull, "DISPATCH_TODAY": "2026-11-22"}
        kept = {name: value for name, value in variables.items() if not name.startswith("GIT_")}
        self.variables = {**kept, **who, **alone}
        self.run("git", "init", "-q")

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command in the repository."""
        return subprocess.run(
            command, cwd=self.folder, env=self.variables, capture_output=True, text=True, check=False, timeout=300
        )

    def write(self, name: str, text: str) -> None:
        """Write and stage a file."""
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self.run("git", "add", name)

    def commit(self) -> subprocess.CompletedProcess[str]:
        """Commit what is staged, hooks and all."""
        return self.run("git", "commit", "-q", "-m", "list")


AUTHOR = {"NAME": "招商一科", "EMAIL": "zhaoshang1@example.com"}


@pytest.fixture
def office(tmp_path: Path) -> Repository:
    """Return a repository without a hook."""
    return Repository(tmp_path)


def configurations(document: str) -> list[str]:
    """Return the configurations that a document shows: with an installation of its own, and without."""
    return re.findall(r"```yaml\n(repos:.*?)```", (ROOT / document).read_text(encoding="utf-8"), re.DOTALL)


def check_commits(office: Repository, unknown: str) -> None:
    """See a broken list refused with its places, a good one committed, and other files left alone."""
    assert office.run("pre-commit", "install").returncode == 0
    office.write("other.yaml", "tag: rad\n")
    office.write("tasks.yaml", BROKEN)
    office.write("branch/tasks.yml", f"{BROKEN}\n    last: 2027-01-01\n")
    refused = office.commit()
    assert refused.returncode == 1
    assert f"tasks.yaml:4:10: {unknown}" in refused.stderr
    assert "branch/tasks.yml:4:10: " in refused.stderr
    assert "branch/tasks.yml:7:11: " in refused.stderr
    assert "other.yaml" not in refused.stderr
    for name in ("tasks.yaml", "branch/tasks.yml"):
        office.write(name, ITEM)
    assert office.commit().returncode == 0
    assert "list" in office.run("git", "log", "--format=%s").stdout


@pytest.mark.endurance
def test_the_hook_installs_itself_and_guards_commits(office: Repository) -> None:
    """With the configuration of the document, pre-commit installs the program from its repository, and runs it."""
    with_installation, _ = configurations("docs/editors.md")
    head = office.run("git", "-C", f"{ROOT}", "rev-parse", "HEAD").stdout
    text = with_installation.replace("/srv/dispatch", f"{ROOT}").replace("rev: HEAD", f"rev: {head.strip()}")
    assert text != with_installation
    office.write(".pre-commit-config.yaml", text)
    check_commits(office, "unknown tag `rad`")


def test_the_hook_runs_what_is_installed_already(office: Repository) -> None:
    """The configuration that needs no installation does the same."""
    _, installed = configurations("docs/editors.zh.md")
    office.write(".pre-commit-config.yaml", installed)
    check_commits(office, "unknown tag `rad`")


def test_both_configurations_name_the_same_hook() -> None:
    """What the documents show is the hook that the project offers, in both languages."""
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    for name in ("docs/editors.md", "docs/editors.zh.md"):
        offered, installed = (yaml.safe_load(text)["repos"][0]["hooks"][0] for text in configurations(name))
        assert offered["id"] == hook["id"]
        assert {key: hook[key] for key in ("id", "name", "entry", "files")}.items() <= installed.items()
