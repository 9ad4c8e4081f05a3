"""ONNX graphs, opened as all of them are run: on the processor, with few threads."""

from pathlib import Path
from typing import Any

import onnxruntime as ort

#: onnxruntime declares no types for what it exports
_ort: Any = ort


def session(graph: Path | bytes, *, threads: int = 1) -> Any:
    """The graph of a file, or as bytes, ready to run."""
    options = _ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # onnxruntime's joined norm-of-a-sum runs a number at a time: the two operators apart are 13 times as quick
    return _ort.InferenceSession(
        graph if isinstance(graph, bytes) else str(graph), options, providers=["CPUExecutionProvider"],
        disabled_optimizers=["SkipLayerNormFusion"],
    )  # fmt: skip
