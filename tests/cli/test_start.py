"""Starting is light: help loads nothing heavy."""

import subprocess
import sys


def test_help_imports_no_heavy_library():
    code = (
        "import sys; sys.argv=['bywhom','--help']\n"
        "from bywhom.cli.app import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy={'spacy','sqlalchemy','onnxruntime','numpy','trafilatura','lxml','fastapi'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "control" in done.stdout
