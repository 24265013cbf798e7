"""`make torture`: everything that proves that an archive loses nothing, at full length, and a table of what came out.

The seed is new each time and printed; TORTURE_SEED runs the same again, TORTURE_ROUNDS
sets how many writers are killed, and TORTURE_CUTS how often the power is cut.
"""

import os
import subprocess
import sys
import time

SEED = os.environ.get("TORTURE_SEED", str(time.time_ns() % 1_000_000))
PARTS = {
    "kills": ("kill -9 of a writer", ["--kills", os.environ.get("TORTURE_ROUNDS", "2000")]),
    "readers": ("readers while one writer commits", ["--commits", "5000"]),
    "full_disk": ("a disk that fills up", ["--rounds", "40"]),
    "power_cut": ("power cuts of an ext4 file system", ["--cuts", os.environ.get("TORTURE_CUTS", "300")]),
}


def main() -> int:
    rows, failed = [], False
    for part, (what, arguments) in PARTS.items():
        started = time.monotonic()
        command = [sys.executable, "-m", f"torture.{part}", *arguments, "--seed", SEED]
        # Threads of a library would make a process one that should not be forked.
        one_thread = os.environ | {"OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
        ended = subprocess.run(command, env=one_thread, stdout=subprocess.PIPE, text=True, check=False)
        sys.stdout.write(f"{what}:\n{ended.stdout}\n")
        sys.stdout.flush()
        failed |= ended.returncode != 0
        skipped = ended.stdout.startswith("skipped")
        result = ended.stdout.strip() if skipped else "FAILED" if ended.returncode else "nothing lost"
        rows.append((what, " ".join(arguments), result, f"{time.monotonic() - started:.0f} s"))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        sys.stdout.write("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + "\n")
    sys.stdout.write(f"seed {SEED}\n")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
