"""Put networks that were trained alike, but for the seed, into one pipeline; the reader adds their scores.

    python -m training.language.join --data DATA --out nlp/models/id_kliping_sm-0.3.0 build/one/… build/two/…

Prints what each measures by itself, and all together. They must share words, tags and labels.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from safetensors.numpy import load_file, save_file

from nlp.tagger import NETWORK_FILES
from training.language.train import measure, write_pipeline


def join(folders: list[Path], out: Path) -> None:
    """Write the joint files; ValueError when the networks do not fit together."""
    abouts = [json.loads((folder / NETWORK_FILES[0]).read_text(encoding="utf-8")) for folder in folders]
    if any(about != abouts[0] or about["networks"] != 1 for about in abouts):
        raise ValueError("the networks differ in words, tags, labels or reach")
    weights = {}
    for number, folder in enumerate(folders):
        for name, value in load_file(folder / NETWORK_FILES[1]).items():
            weights[name if name == "words" else name.replace("0.", f"{number}.", 1)] = value
    out.mkdir(parents=True, exist_ok=True)
    about = abouts[0] | {"networks": len(folders)}
    (out / NETWORK_FILES[0]).write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")
    save_file(weights, out / NETWORK_FILES[1])


def main() -> None:
    """Measure, join, measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("pipelines", type=Path, nargs="+")
    options = parser.parse_args()
    folders = [folder / "kliping_tagger" for folder in options.pipelines]
    for folder in folders:
        print(folder.parent, measure(folder, options.data))
    out = options.out / "kliping_tagger"
    join(folders, out)
    print("together", measure(out, options.data))
    write_pipeline(options.out)


if __name__ == "__main__":
    main()
