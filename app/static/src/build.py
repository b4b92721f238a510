"""Rebuild the committed front-end files: the style sheet, the fonts, htmx and the list of what is vendored.

Needs Node and npm, which nobody needs to run the app: `python app/static/src/build.py`. Work happens in a
temporary folder; only `app/static/` changes. docs/styles.md says when to run it.
"""

import hashlib
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

SOURCES = Path(__file__).parent
STATIC = SOURCES.parent

PACKAGES = {
    "govuk-frontend": "6.3.0",
    "htmx.org": "4.0.1",
    "@fontsource/atkinson-hyperlegible-next": "5.3.0",
    "sass": "1.108.2",
}
FONT_FILES = [f"atkinson-hyperlegible-next-{part}-{weight}" for part in ("latin", "latin-ext") for weight in (400, 700)]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        packages = [f"{name}@{version}" for name, version in PACKAGES.items()]
        subprocess.run(["npm", "install", "--prefix", work, "--no-save", *packages], check=True)
        copy_fonts(work)
        copy_htmx(work)
        compile_styles(work)
    write_list()


def copy_fonts(work: Path) -> None:
    source = work / "node_modules/@fontsource/atkinson-hyperlegible-next"
    for name in FONT_FILES:
        shutil.copy(source / f"files/{name}-normal.woff2", STATIC / f"fonts/{name}.woff2")
    shutil.copy(source / "LICENSE", STATIC / "licences/atkinson-hyperlegible-next.txt")


def copy_htmx(work: Path) -> None:
    source = work / "node_modules/htmx.org"
    script = (source / "dist/htmx.min.js").read_text(encoding="utf-8")
    (STATIC / "htmx.min.js").write_text(re.sub(r"\n?//# sourceMappingURL=.*", "", script), encoding="utf-8")
    shutil.copy(source / "LICENSE", STATIC / "licences/htmx.txt")


def compile_styles(work: Path) -> None:
    command: list[str | Path] = [
        work / "node_modules/.bin/sass",
        "--quiet-deps",
        "--no-source-map",
        "--style=compressed",
    ]
    compiled = subprocess.run(
        [*command, f"--load-path={work}", SOURCES / "app.scss"], check=True, capture_output=True, text=True
    ).stdout
    # The same `?v=` as the page's own links, so that a preloaded font is not fetched twice.
    versioned = re.sub(r'url\("?(fonts/[^")]+)"?\)', lambda hit: f'url("{hit[1]}?v={digest(hit[1])[:8]}")', compiled)
    (STATIC / "app.css").write_text(versioned.lstrip("\ufeff"), encoding="utf-8")


def write_list() -> None:
    entries = [
        (
            "app.css",
            "govuk-frontend",
            "MIT",
            "licences/govuk-frontend.txt",
            "compiled with src/*.scss, which is ours",
        ),
        ("htmx.min.js", "htmx.org", "0BSD", "licences/htmx.txt", "as published, without the source map link"),
    ]
    font = ("@fontsource/atkinson-hyperlegible-next", "OFL-1.1", "licences/atkinson-hyperlegible-next.txt")
    entries += [(f"fonts/{name}.woff2", *font, "as published") for name in FONT_FILES]
    lines = ["# Written by src/build.py: every file here that others made, or that contains what others made.\n"]
    for path, package, licence, text, note in entries:
        lines.append(
            f'[[file]]\npath = "{path}"\nname = "{package}"\nversion = "{PACKAGES[package]}"\n'
            f'sha256 = "{digest(path)}"\nlicence = "{licence}"\nlicence_text = "{text}"\nnote = "{note}"\n'
        )
    (STATIC / "vendored.toml").write_text("\n".join(lines), encoding="utf-8")


def digest(path: str) -> str:
    return hashlib.sha256((STATIC / path).read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
