"""Fetch the desk's front-end libraries from their published npm packages, or check what is there.

python scripts/vendor_web.py            fetch (needs npm and the registry) and write vendor.json
python scripts/vendor_web.py --check    compare the checksums in vendor.json with the files; exit 1 where they differ
"""

import argparse
import hashlib
import io
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

VENDOR = Path(__file__).parents[1] / "src" / "bywhom" / "web" / "static" / "vendor"
TEST_VENDOR = Path(__file__).parents[1] / "tests" / "web" / "vendor"
# package, version, licence, folder, files
PACKAGES = (
    ("maplibre-gl", "6.17.0", "BSD-3-Clause", VENDOR,
     ("dist/maplibre-gl.mjs", "dist/maplibre-gl-shared.mjs", "dist/maplibre-gl-worker.mjs", "dist/maplibre-gl.css",
      "LICENSE.txt")),
    ("cytoscape", "3.34.4", "MIT", VENDOR, ("dist/cytoscape.esm.min.mjs", "LICENSE")),
    ("topojson-client", "3.1.0", "ISC", VENDOR, ("dist/topojson-client.min.js", "LICENSE")),
    ("world-atlas", "2.0.2", "ISC (data: Natural Earth, public domain)", VENDOR, ("countries-50m.json", "LICENSE")),
    ("axe-core", "4.14.1", "MPL-2.0", TEST_VENDOR, ("axe.min.js", "LICENSE")),
)  # fmt: skip


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def fetch() -> None:
    tables: dict[Path, dict[str, dict[str, object]]] = {}
    with tempfile.TemporaryDirectory() as tmp:
        for name, version, licence, folder, files in PACKAGES:
            packed = subprocess.run(
                ["npm", "pack", "--silent", f"{name}@{version}"], cwd=tmp, check=True, capture_output=True, text=True
            ).stdout.split()[-1]
            raw = (Path(tmp) / packed).read_bytes()
            entry: dict[str, object] = {"version": version, "licence": licence, "package_sha256": sha256(raw)}
            sums = {}
            with tarfile.open(fileobj=io.BytesIO(raw)) as tar:
                for file in files:
                    member = tar.extractfile(f"package/{file}")
                    if member is None:
                        sys.exit(f"{packed} has no {file}: look at the new layout of {name} and mend PACKAGES")
                    data = member.read()
                    target = folder / name / Path(file).name
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(data)
                    sums[f"{name}/{target.name}"] = sha256(data)
            entry["files"] = sums
            tables.setdefault(folder, {})[name] = entry
    for folder, table in tables.items():
        (folder / "vendor.json").write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


def check() -> int:
    wrong = []
    for folder in {p[3] for p in PACKAGES}:
        for entry in json.loads((folder / "vendor.json").read_text(encoding="utf-8")).values():
            for file, sum_ in entry["files"].items():
                path = folder / file
                if not path.is_file() or sha256(path.read_bytes()) != sum_:
                    wrong.append(str(path))
    for path in wrong:
        print(f"{path} is not the published file: run scripts/vendor_web.py")
    return bool(wrong)


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--check", action="store_true")
    if options.parse_args().check:
        sys.exit(check())
    fetch()
