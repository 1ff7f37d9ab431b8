"""Conversion: `python -m benchmarks.convert --data DIR [--speed] [--accuracy] [--megabytes N]`.

Speed: the Chinese of DIR's files, laid end to end until it has N megabytes of UTF-8, converted by shuyu on one core and
two, by the `opencc` wheel called directly, and by what else is installed (`zhconv_rs`, `opencc_pyo3`, `zhconv`; never
dependencies). "Same" compares with the wheel's output. Times are CPU seconds of all processes together, so that other
work on the machine counts little, and seconds by the clock; memory is the peak of shuyu's own run over a file.
Accuracy: `benchmarks.convert_accuracy`. Without either option both are measured.
"""

from __future__ import annotations

import argparse
import functools
import hashlib
import importlib
import importlib.util
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from shuyu import __version__
from shuyu.conversion.engine import Engine
from shuyu.conversion.stream import convert_stream
from shuyu.text.script import opencc_version

CONFIGURATIONS = ("s2t", "s2twp", "t2s", "tw2sp")
_ZHCONV = {"s2t": "zh-hant", "s2twp": "zh-tw", "t2s": "zh-hans", "tw2sp": "zh-cn"}
Converter = Callable[[str], str]


def texts(data: Path, megabytes: float) -> tuple[str, str]:
    """Text of the files below `data`, Simplified and Traditional, of the size asked for."""
    folder = data / "convert" if (data / "convert").is_dir() else data
    rows = [line.split("\t") for line in (folder / "hk_lit.tsv").read_text(encoding="utf-8").splitlines()]
    return _filled("\n".join(row[0] for row in rows), megabytes), _filled("\n".join(row[1] for row in rows), megabytes)


def _filled(text: str, megabytes: float) -> str:
    text += "\n"
    times = int(megabytes * 1e6 / len(text.encode())) + 1
    return text * times


def converters(name: str) -> Iterator[tuple[str, Converter]]:
    """What is measured for the OpenCC configuration `name`: a label, and what converts a whole text."""
    import opencc

    wheel = opencc.OpenCC(name)
    engine = Engine(name)
    yield "opencc wheel", wheel.convert
    yield "shuyu", lambda text: "".join(convert_stream(_pieces(text), engine))
    yield "shuyu --jobs 2", lambda text: "".join(convert_stream(_pieces(text), engine, jobs=2))
    if importlib.util.find_spec("opencc_pyo3"):
        yield "opencc_pyo3", importlib.import_module("opencc_pyo3").OpenCC(name).convert
    for module, function in (("zhconv_rs", "zhconv"), ("zhconv", "convert")):
        if importlib.util.find_spec(module):
            convert = getattr(importlib.import_module(module), function)
            yield module, functools.partial(_mediawiki, convert, _ZHCONV[name])


def _mediawiki(convert: Callable[[str, str], str], target: str, text: str) -> str:
    return convert(text, target)


def _pieces(text: str, size: int = 1 << 16) -> Iterator[str]:
    return (text[at : at + size] for at in range(0, len(text), size))


def speed(data: Path, megabytes: float, repeat: int) -> None:
    """Print the table of speed, and the memory that files of two sizes need."""
    simplified, traditional = texts(data, megabytes)
    print(f"{'':6} {'':15} {'MB/s (CPU)':>11} {'MB/s (clock)':>13}  same")
    for name in CONFIGURATIONS:
        text = simplified if name.startswith("s") else traditional
        size = len(text.encode()) / 1e6
        wanted = ""
        for label, convert in converters(name):
            # A large one: what is loaded for those, and made at their first, is loaded before.
            convert(text[: 1 << 20])
            made, cpu, clock = "", float("inf"), float("inf")
            for _ in range(repeat):
                before = sum(os.times()[:4]), time.perf_counter()
                made = convert(text)
                cpu = min(cpu, sum(os.times()[:4]) - before[0])
                clock = min(clock, time.perf_counter() - before[1])
            wanted = wanted or made
            print(f"{name:6} {label:15} {size / cpu:>11.1f} {size / clock:>13.1f}  {'yes' if made == wanted else 'no'}")
    for factor in (1, 4):
        print(f"memory, file of {factor * megabytes:.0f} MB: {_peak(simplified * factor):.0f} MB")
    digest = hashlib.sha256(simplified.encode()).hexdigest()[:12]
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    print(f"shuyu {__version__}; opencc {opencc_version()}; {megabytes:.0f} MB, best of {repeat}; {machine}; {digest}")


_MEASURED = """
import sys
from shuyu.conversion.engine import Engine
from shuyu.conversion.stream import convert_stream
with open(sys.argv[1], encoding="utf-8", newline="") as read, open(sys.argv[1] + ".out", "w", encoding="utf-8") as out:
    for piece in convert_stream(iter(lambda: read.read(65536), ""), Engine("s2twp")):
        out.write(piece)
# Not getrusage: its peak is that of the process that started this one.
print(next(int(line.split()[1]) / 1024 for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


def _peak(text: str) -> float:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "text.txt")
        path.write_text(text, encoding="utf-8")
        done = subprocess.run([sys.executable, "-c", _MEASURED, str(path)], capture_output=True, text=True, check=True)
    return float(done.stdout)


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--accuracy", action="store_true")
    parser.add_argument("--megabytes", type=float, default=20)
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    both = options.speed == options.accuracy
    if options.speed or both:
        speed(options.data, options.megabytes, options.repeat)
    if options.accuracy or both:
        importlib.import_module("benchmarks.convert_accuracy").main(options.data)


if __name__ == "__main__":
    main()
