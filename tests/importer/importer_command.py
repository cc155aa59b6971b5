"""What the tests of the import command share: a document, ears for what it says, a content folder."""

from __future__ import annotations

from pathlib import Path

TEXT = """某某局2024年工作要点
发布时间：2024-03-01 09:30 浏览次数：12
为做好全年工作，制定本要点。
一、抓安全
1.排查隐患。一是逐户排查。对照《检查办法》（某政发〔2020〕5号）登记造册。二是分类整改。2024年底前整改500处。（责任科室：省局安监处、执法处，财务科牵头落实）
2.编制预案。按时序完成编制。（责任科室：应急科）
二、抓服务
1.公开信息。在《某某日报》公布。（责任科室：办公室）
上述工作由办公室督促落实。
"""


class Ears:
    """Collects what the command says."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def __call__(self, words: str) -> None:
        self.heard.append(words)

    @property
    def all(self) -> str:
        return "\n".join(self.heard)


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file and folder under a folder, with what it holds."""
    return {str(p.relative_to(folder)): p.read_bytes() if p.is_file() else b"" for p in folder.rglob("*")}


def issued(tmp_path: Path, body: str) -> Path:
    """A document of this body."""
    file = tmp_path / f"{body}.txt"
    file.write_text(TEXT.replace("某某局", body, 1), encoding="utf-8")
    return file
