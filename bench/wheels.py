"""Show that every dependency has a wheel for Linux, macOS and Windows: resolve with no build."""

import subprocess
import sys
from pathlib import Path

PLATFORMS = ("x86_64-manylinux_2_28", "aarch64-apple-darwin", "x86_64-pc-windows-msvc")


def main() -> int:
    """Resolve the run-time dependencies for each platform from wheels only."""
    root = Path(__file__).parent.parent
    uv = Path(sys.executable).with_name("uv")
    for platform in PLATFORMS:
        done = subprocess.run(
            [
                uv,
                "pip",
                "compile",
                "--quiet",
                "--no-header",
                "--no-annotate",
                "--only-binary=:all:",
                "--python-version=3.11",
                f"--python-platform={platform}",
                "pyproject.toml",
            ],
            cwd=root,
            capture_output=True,
            text=True,
            check=False,
        )
        count = len([line for line in done.stdout.splitlines() if "==" in line])
        print(f"{platform}: {'wheels for all' if done.returncode == 0 else 'FAILED'} {count}")
        if done.returncode:
            print(done.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
