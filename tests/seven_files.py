"""Small 7z files made by 7-Zip itself (version 26.02), and a writer of those that it never makes."""

import bz2
import struct
import zlib
from base64 import b64decode

#: By how they were packed; a.csv, old/b.csv, empty.csv and मीना.csv, or a.csv alone.
MADE = {
    "bzip2": b64decode(
        "N3q8ryccAAR1RFUxLgEAAAAAAAAjAAAAAAAAABPgwbFCWmg5MUFZJlNZm1JBxwAAHd+AABBABTwAeiNYgC433mAg"
        "AIQKqk9EyZPU0Ghk0epo9TQKqp+qPUyDQNAAwZMaK9Vs2L2vjxvzkisT0fE20iwLFToU0MECCDZRCo3M2pJpYtU5"
        "IR7XLnIwkpVmR8LW99QsMUzwuVrUFFSFhDUm4kiSVyH6NFahNRsPSipmLuSKcKEhNqSDjgAAgTMHrg/VMC+XFmwp"
        "H0dLv0OVCDS4ztE48MYwcT7JNWEPpBzHIR9t3Sqgc8CCFQXpWg07M9saR4WYmnAImebiuuHaay0QeD845vVdPLo7"
        "ROfypnYAxbc4P4TO5DVlGreto652L7GVM2iFN04pdW/nOYJeH9x+gDhQTDMCrm+zjyEYBE9pZcwWOzERgfKHbF6z"
        "8wAAABcGgJgBCYCWAAcLAQABIwMBAQVdABAAAAyA2goBtNXmRQAA"
    ),
    "copy": b64decode(
        "N3q8ryccAASWpeByWwEAAAAAAAAjAAAAAAAAALq+E5hOYW1lLEVtYWlsLENpdHkKTWVlbmEgSXllcixtZWVuYS5p"
        "eWVyQGV4YW1wbGUuaW4sUHVuZQpBcmp1biBSYW8sYXJqdW5AZXhhbXBsZS5jb20sU3VyYXQKV2FyZCxCZWRzLFJh"
        "dGUKQSwxLDIKQiwzLDQKTmFtZSxFbWFpbCxDaXR5Ck1lZW5hIEl5ZXIsbWVlbmEuaXllckBleGFtcGxlLmluLFB1"
        "bmUKQXJqdW4gUmFvLGFyanVuQGV4YW1wbGUuY29tLFN1cmF0CgAAgTMHrk+jNL793R5mU/+2xz6o+3z597xZaojr"
        "sC5kMjo4cqgD0qJzCmEkyOu7i4WaQjCOpLvITo/45qYbj/ln3oUc8XaCBiaO/gKfaiFTqlwUqXNu+44pApZRPjju"
        "/z/F0BS11K6+0ioMaHww2T1KPlf1/c+rjB56fUPknYJyx8NJUz7VOBZn2UuDS2AAABcGgMsBCYCQAAcLAQABIwMB"
        "AQVdABAAAAyA2goBF5S86wAA"
    ),
    "deflate": b64decode(
        "N3q8ryccAAT6rR8HAQEAAAAAAAAiAAAAAAAAANnTk3+1zT0Kg0AUxPH+ncIDDEI+DpAYUqRICFpYD/qKFd8q6y7o"
        "7dXGG9j9YBj+P5ribXQ9Xi4u8lX1zD6LBtjO3G186Ewbe82dxz95lWfoks9KDuCuY28GQ5UCo9QMLQptJ5SM2wEX"
        "XKXADXc5K7kCAACBMweuD9Q3oj1AwJDO5csynxlSloqvllt9xVFYr0l9vEExOCozSKNskQJAnBq1KdLi/m2vrjgs"
        "shUOZ/XA0OTElbrqbAGkv1ayDVQR9Cn/W0pYZDmgyzsfxhiIZmSQ8IWEO17vtWghJj6xKocAyOL+/qy/8KtCq+OB"
        "8eWK+nPHTFM0nWp+onALQABl3AyWXwAAABcGbQEJgJQABwsBAAEjAwEBBV0AEAAADIDaCgFfWqtTAAA="
    ),
    "lzma": b64decode(
        "N3q8ryccAAR5aU9vBAEAAAAAAAAiAAAAAAAAAJ4gD0MAJxhJpmetqWJ2lWSnmzUtXkZ53GvzZSv5LDlI+woA5pHd"
        "T0giOPEO4tLnsjPWmx+XJ1xegTViexwzS3+rMoPW54NhDErlsApKIrD1bCVHykXiwTeaEMdfHDiEPHw/lVsMQrHZ"
        "9005eWnAAAAAgTMHrg/UHdO9QMCQ00PE4fnoUexUbo0oqnWA4phqFnCSe9PrF3AMVJDCHHgaqzeq4NEx+pCN8uW0"
        "hTr0wKGSgpU6NiybIoz2CWTuWvvp+I8rlbDw/wHtlfM5g+0Ev2x8UyY8pFZ/dMlID6lR1+7CwWySVuyZ3jnUaxbl"
        "BsKSMQ1ZgmB5brMoika9fk1YufXKyr538gAAABcGawEJgJkABwsBAAEjAwEBBV0AEAAADIDaCgG7jlteAAA="
    ),
    "lzma2": b64decode(
        "N3q8ryccAAQcSQ9cCAEAAAAAAAAiAAAAAAAAACg+MAngAMoAal0AJxhJpmetqWJ2lWSnmzUtXkZ53GvzZSv5LDlI"
        "+woA5pHdT0giOPEO4tLnsjPWmx+XJ1xegTViexwzS3+rMoPW54NhDErlsApKIrD1bCVHykXiwTeaEMdfHDiEPHw/"
        "lVsMQrHZ9005eWnAAAAAAIEzB64P1HgnLUIV9rNFfWlNjxrAFWawxsqEAP5+InMXQyKADdUSLE7hZs+yBfD/n9Mz"
        "IisK1nsApCQW0hJX2Q+dbQhaMVdBhLAdbvRBnAJZvv+EKy2D+g0t7waU6ZvenhtgvPmQrrvROnD8MRJoeviVjGqo"
        "32GmlAdj4y7Zcb7DUTxBsvxVft46Fa5HSWuPtIAAAAAXBnIBCYCWAAcLAQABIwMBAQVdABAAAAyA2goBHiA2XAAA"
    ),
    "ppmd": b64decode(
        "N3q8ryccAASYURcU+gAAAAAAAAAiAAAAAAAAAKWdAzcAThVqgFF4EH3InLdG75BpD1L9gt+AH3LlGdFTrMx8Nshe"
        "QL0Hkpt9dwnYFuIx5rldyX1pEVebUbHraU/aQTBwYylZaXjA9dnMmZnrwjfBhw2NwyLpyYqBu+NQASC7yAAAAIEz"
        "B64P04/j/UDAkNNDxSosbqCfe2rtKsPaGCmqMgVI+lvKf82oFyZY92i4UJzCyur2kXOO3IYyfC8mwVWpnvgc4N4R"
        "UQ6mgOHqi14iOx41gl3tQ8hGhDN9jdh3Jd81WKTXNydTyTvE4CR4W0dyEJBTBOyLjeP4y5+Y1+rgMzWcIruXNIjg"
        "gMevYBrkqE8NINLldmW4AAAAFwZgAQmAmgAHCwEAASMDAQEFXQAQAAAMgNoKAXeY1x0AAA=="
    ),
    "bcj2": b64decode(
        "N3q8ryccAAQAnBZMEAAAAAAAAABiAAAAAAAAAH9+OYYAJpaOcAtQTcMAAAAAAAAAAQQGAAQJCwAABQAHCwEAAiMD"
        "AQEFXQAQAAAUAwMBGwQBAQAAAgMEDICggKAACAoBehOwZgAABQEZAwAAABENAHgALgBlAHgAZQAAABQKAQCIiQnC"
        "wnvdARUGAQAggKSBAAA="
    ),
    "delta": b64decode(
        "N3q8ryccAARoJBm+XAAAAAAAAABSAAAAAAAAAPbVHOwBAFdOYW1l3uQA/D0nv+IACE3H5PHsZBS75AsEUuP0APNC"
        "9MkECwRE1+wT7y0L9ATB+QLHIgwAObrMBAVrLa7o7AEMDxH7SQ3O+wPzLQv0BMHzAwj+8AYFNSGVAAEEBgABCVwA"
        "BwsBAAIhIQEAIQMBAwEADFhYAAgKAaTRjGwAAAUBGQUAAAAAABENAGEALgBjAHMAdgAAABQKAQDItAfCwnvdARUG"
        "AQAggKSBAAA="
    ),
    "hidden": b64decode(
        "N3q8ryccAAT9uoqo0AAAAAAAAAAuAAAAAAAAAAzXQ9GVsKVchVG83CXhupdMDDrBuj3o5Nph4xgOI1LVAhEGZKbs"
        "pKm/22G1duuFxAJBzrnACRpkbwNMMUvqWpZ5Jx7Cmrl718wTPlfZlET4iBhyMIwxNeL9mblzQ0LGKr89vdd7c4p+"
        "UvBwFgfybqOO1fFiUMCRD71Xt61lAXBudmLgoZETW0ESMQ6Qhn9D5MLo7pbX0EPwHssjADK68iDQxhLVSOOMzb79"
        "uuFHnESAOUc0i3E4rfxY0zpKGvhC/EYueQdZnYshn0EBaq/k0uiYBTeeFwZgAQlwAAcLAQABJAbxBwESUw9s0aFk"
        "9jZf6Rnn0u0GFSO9DGIKASIAa1cAAA=="
    ),
    "locked": b64decode(
        "N3q8ryccAAS3U+2ZYAAAAAAAAABiAAAAAAAAAAo6i4iIiyIffFmHtCz2dO96lVm+RUgUTnHrDNOrHiFYy8xkwoPv"
        "bSCob8xHeeYOqg+iHDCeoO9XW2F0bDKaWyYHJ7JpH+WrOHMJ5dvVj/2sPYQcxeT89h7FqYQ8K4f7k0E6TM4BBAYA"
        "AQlgAAcLAQACJAbxBwESUw8RGFwHaH80bHUrRK8bhqSnISEBAAEADFZYAAgKAaTRjGwAAAUBGQEAEQ0AYQAuAGMA"
        "cwB2AAAAFAoBAMi0B8LCe90BFQYBACCApIEAAA=="
    ),
    "loose": b64decode(
        "N3q8ryccAATu4bLmXgEAAAAAAAAjAAAAAAAAAL1fd8LgAFcATl0AJxhJpmetqWJ2lWSnmzUtXkZ53GvzZSv5LDlI"
        "+woA5pHdT0giOPEO4tLnsjPWmx+XJ1xegTViexwzS3+rMoPW54NhDErlsApKIrD1J1gHAAEAGldhcmQsQmVkcyxS"
        "YXRlCkEsMSwyCkIsMyw0CgDgAFcATl0AJxhJpmetqWJ2lWSnmzUtXkZ53GvzZSv5LDlI+woA5pHdT0giOPEO4tLn"
        "sjPWmx+XJ1xegTViexwzS3+rMoPW54NhDErlsApKIrD1J1gHAAAAgTMHrk+jHf+FirZGU/+yKeOKrEiRGCehmE9l"
        "/huM+kSH6+2ZvgQGwGDjy/DONJ7V8Wm1kryHybZBLtpH9wzw0jNBygd/ws+i8wH8Vg3DD322yIT1VVCF+iBUtPm+"
        "s7l3D4qk5ZNSccPnnkLGvZJ3NCoC0cxwPZxjjP8gw65Vj5LsIpM22KOmKtmIaLyGSwAAABcGgMsBCYCTAAcLAQAB"
        "IwMBAQVdABAAAAyA2goBUmSHvQAA"
    ),
}


def number(value):
    """A number as a 7z writes it, the longest way."""
    return b"\xff" + struct.pack("<Q", value)


def seven_of(members, *, packing="copy", sizes=None, settings=b""):
    """A 7z with one piece, its list not packed.

    `members`: bytes by name; `sizes`: what the list says instead; `packing`: "copy", "bzip2" or the
    id of a step, whose bytes are then not packed at all.
    """
    whole = b"".join(members.values())
    packed = bz2.compress(whole) if packing == "bzip2" else whole
    kind = {"copy": b"\x00", "bzip2": b"\x04\x02\x02"}.get(packing, packing)
    said = sizes or [len(data) for data in members.values()]
    step = bytes([len(kind) | (0x20 if settings else 0)]) + kind
    step += number(len(settings)) + settings if settings else b""
    names = b"".join(name.encode("utf-16-le") + b"\0\0" for name in members)
    data = b"\x01\x04"
    data += b"\x06" + number(0) + number(1) + b"\x09" + number(len(packed)) + b"\0"
    data += b"\x07\x0b" + number(1) + b"\0" + number(1) + step
    data += b"\x0c" + number(sum(said)) + b"\0"
    data += b"\x08\x0d" + number(len(said)) + b"\x09" + b"".join(map(number, said[:-1]))
    data += b"\x0a\x01" + b"".join(struct.pack("<I", zlib.crc32(each)) for each in members.values())
    data += b"\0\0"
    data += b"\x05" + number(len(members)) + b"\x11" + number(len(names) + 1) + b"\0" + names
    return closed(packed, data + b"\0\0")


def closed(packed, data):
    """A 7z around its packed bytes and its list."""
    end = struct.pack("<QQI", len(packed), len(data), zlib.crc32(data))
    begin = b"7z\xbc\xaf\x27\x1c\0\x04" + struct.pack("<I", zlib.crc32(end)) + end
    return begin + packed + data
