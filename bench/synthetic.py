"""Write a content/ of synthetic tasks in the shape of the real ones:
`python -m bench.synthetic FOLDER --tasks N`.

The same number of tasks gives the same files, byte for byte.
"""

from __future__ import annotations

import argparse
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

from bench import words

TASKS_A_DOCUMENT = 25
TASKS_A_SECTION = 5
_LAST_YEAR = 2025
_ROOT = Path(__file__).resolve().parent.parent


def write_content(folder: Path, tasks: int, in_document: int = TASKS_A_DOCUMENT) -> None:
    """Replace `folder` by a content/ with this many tasks, `in_document` a document, spread over the
    agencies, newest year first."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(_ROOT / "content" / "pages", folder / "pages")
    (folder / "topics.yml").write_text("\n".join(_topics()) + "\n", "utf-8")
    (folder / "policies.yml").write_text("\n".join(_policies()) + "\n", "utf-8")
    agencies = [f"agency-{i + 1:02}" for i in range(len(words.REGIONS))]
    for agency, region in zip(agencies, words.REGIONS, strict=True):
        (folder / agency).mkdir()
        (folder / agency / "agency.yml").write_text("\n".join(_agency(region)) + "\n", "utf-8")
    for index, first in enumerate(range(0, tasks, in_document)):
        number, place = divmod(index, len(agencies))
        document = _Document(
            random.Random(index), words.REGIONS[place], number, min(in_document, tasks - first)
        )
        (folder / agencies[place] / f"plan-{number + 1:03}.yml").write_text(
            "\n".join(document.lines()) + "\n", "utf-8"
        )


def policy_titles() -> list[str]:
    """About a hundred titles: each subject in each form."""
    return [f"{subject}{form}" for subject in words.POLICY_SUBJECTS for form in words.POLICY_FORMS]


def _topics() -> Iterator[str]:
    yield "topics:"
    for i, name in enumerate(words.TOPICS):
        yield f"  - id: topic-{i + 1:02}\n    name: {name}\n    description: {name}方面的任务"


def _policies() -> Iterator[str]:
    yield "policies:"
    for i, title in enumerate(policy_titles()):
        yield (
            f"  - id: policy-{i + 1:03}\n    title: {title}\n    issuer: 示例省人民政府办公厅\n    "
            f"number: 示政办〔2021〕{i + 1}号"
        )


def _agency(region: str) -> Iterator[str]:
    yield f"name: {region}市应急管理局\nregion: 示例省{region}市\nunits:"
    for i, name in enumerate(words.UNITS):
        yield f"  - id: unit-{i + 1:02}\n    name: {name}"


class _Document:
    """One plan, as lines of YAML in the layout of content/."""

    def __init__(self, choice: random.Random, region: str, number: int, tasks: int) -> None:
        self.choice, self.region, self.tasks = choice, region, tasks
        self.year = _LAST_YEAR - number % 10
        self.title = f"{region}市应急管理局{self.year}年工作要点" + (
            f"（第{number // 10 + 1}批）" if number >= 10 else ""
        )
        self.policies = policy_titles()

    def lines(self) -> Iterator[str]:
        yield from (
            f"title: {self.title}",
            "kind: plan",
            f"period: {self.year}",
            "text: abridged",
            "source:",
            f"  publisher: {self.region}市应急管理局",
            f"  published: {self.year}-03-22 10:00",
            "  column: 政府信息公开 > 计划总结",
            "disclosure:",
            f"  publisher: {self.region}市应急管理局",
            f"  formed: {self.year}-03-20",
            "  method: 主动公开",
            f"intro: {self._sentence()}{self._sentence()}",
            "sections:",
        )
        in_section = max(TASKS_A_SECTION, -(-self.tasks // len(words.SECTIONS)))
        for task in range(self.tasks):
            if task % in_section == 0:
                section = task // in_section
                yield (
                    f"  - number: {'一二三四五六七八'[section]}、\n    title: "
                    f"{words.SECTIONS[section]}\n    tasks:"
                )
            yield from self._task(task)

    def _task(self, index: int) -> Iterator[str]:
        choice = self.choice
        cites = choice.sample(self.policies, choice.randint(1, 2))
        yield f"      - id: {index + 1:02}"
        yield f"        number: {index + 1}."
        yield (
            "        title: "
            f"{choice.choice(words.VERBS)}{choice.choice(words.AREAS)}{choice.choice(words.DEEDS)}"
        )
        yield f"        text: 落实《{cites[0]}》，{self._sentence()}"
        yield "        measures:"
        for _ in range(choice.randint(3, 5)):
            yield from self._measure()
        yield "        responsibility:"
        yield from self._responsibility()
        yield f"        deadlines: [{self._deadline()}]"
        yield "        indicators:"
        for name, unit in choice.sample(words.FIGURES, choice.choice((1, 1, 2))):
            yield self._indicator(name, unit)
        yield f"        cites: [{', '.join(cites)}]"
        yield f"        topics: [{', '.join(choice.sample(words.TOPICS, choice.randint(1, 3)))}]"
        yield f"        lines: [{10 + 2 * index}, {11 + 2 * index}]"

    def _measure(self) -> Iterator[str]:
        yield f"          - text: {self._step()}"
        if self.choice.random() < 0.15:
            yield f"            deadlines: [{self._deadline()}]"
        if self.choice.random() < 0.1:
            yield "            steps:"
            for _ in range(3):
                yield (
                    "              - text: "
                    f"{self.choice.choice(words.AREAS)}{self.choice.choice(words.DEEDS)}"
                )

    def _responsibility(self) -> Iterator[str]:
        units = self.choice.sample(words.UNITS, self.choice.choice((1, 1, 1, 2, 3)))
        for i, unit in enumerate(units):
            yield (
                f"          - {{unit: {unit}, role: {'lead' if i == 0 else 'support'}, text: "
                f"{unit}{'牵头' if i == 0 else '配合'}}}"
            )

    def _indicator(self, name: str, unit: str) -> str:
        value = self.choice.randint(2, 900)
        return (
            f"          - {{text: {name}{value}{unit}, name: {name}, value: {value}, unit: {unit}, "
            f"kind: target, bound: min}}"
        )

    def _deadline(self) -> str:
        return self.choice.choice(words.DEADLINES).format(y=self.year)

    def _sentence(self) -> str:
        """About forty characters."""
        choice = self.choice
        return (
            f"{choice.choice(words.VERBS)}{choice.choice(words.AREAS)}{choice.choice(words.DEEDS)}，"
            f"{choice.choice(words.WAYS)}，{choice.choice(words.AIMS)}。"
        )

    def _step(self) -> str:
        """About thirty characters; one in eight names a unit, which pages turn into a link."""
        choice = self.choice
        who = f"由{choice.choice(words.UNITS)}负责，" if choice.random() < 0.125 else ""
        return (
            f"{who}对{choice.choice(words.AREAS)}{choice.choice(words.WAYS)}，{choice.choice(words.AIMS)}。"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="is replaced")
    parser.add_argument("--tasks", type=int, default=1000)
    arguments = parser.parse_args()
    write_content(arguments.folder, arguments.tasks)


if __name__ == "__main__":
    main()
