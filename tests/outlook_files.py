"""Write compound files and Outlook messages by their published layout: no kept library does."""

import struct
from datetime import UTC, datetime

FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SECTOR, MINI, CUTOFF = 512, 64, 4096


def compound(tree):
    """A compound file. `tree`: of each name the bytes of a stream, or a dictionary (a storage)."""
    flat = [["Root Entry", 5, b"", FREE, FREE, FREE]]
    _add(flat, 0, tree)
    sectors, table = [], []

    def place(data):
        if not data:
            return END
        begin = len(sectors)
        pieces = [data[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(data), SECTOR)]
        sectors.extend(pieces)
        table.extend([*range(begin + 1, begin + len(pieces)), END])
        return begin

    minis, mini_table, starts = b"", [], {}
    for number, (_, kind, data, *_) in enumerate(flat):
        if kind == 2 and data and len(data) < CUTOFF:
            begin, count = len(mini_table), -(-len(data) // MINI)
            mini_table += [*range(begin + 1, begin + count), END]
            minis += data.ljust(count * MINI, b"\0")
            starts[number] = begin
        elif kind == 2:
            starts[number] = place(data)
    starts[0] = place(minis)
    flat[0][2] = minis
    mini_start = place(struct.pack(f"<{len(mini_table)}I", *mini_table))
    entries = b""
    for number, (name, kind, data, left, right, child) in enumerate(flat):
        written = (name + "\0").encode("utf-16-le")
        entries += written.ljust(64, b"\0") + struct.pack("<HBB", len(written), kind, 1)
        entries += struct.pack("<III", left, right, child) + bytes(36)
        entries += struct.pack("<IQ", starts.get(number, END), len(data))
    directory = place(entries)
    count = 1
    while count * SECTOR // 4 < len(sectors) + count:
        count += 1
    first = len(sectors)
    table += [TABLE] * count
    table += [FREE] * (count * SECTOR // 4 - len(table))
    data = struct.pack(f"<{len(table)}I", *table)
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 62, 3, 65534, 9, 6)
    )
    header += bytes(6) + struct.pack("<III", 0, count, directory) + bytes(4)
    header += struct.pack("<IIIII", CUTOFF, mini_start, int(bool(mini_table)), END, 0)
    header += struct.pack("<109I", *range(first, first + count), *[FREE] * (109 - count))
    return header + b"".join(sectors) + data


def _add(flat, parent, tree):
    """Entries of a storage, each the right neighbour of the one before."""
    before = None
    for name in sorted(tree, key=lambda name: (len(name), name.upper())):
        number = len(flat)
        value = tree[name]
        kind = 1 if isinstance(value, dict) else 2
        flat.append([name, kind, b"" if kind == 1 else value, FREE, FREE, FREE])
        if before is None:
            flat[parent][5] = number
        else:
            flat[before][4] = number
        before = number
        if kind == 1:
            _add(flat, number, value)


def short(header, **values):
    """The list of short properties; `n0E06=datetime`, `n3705=1`."""
    data = bytes(header)
    for tag, value in values.items():
        if isinstance(value, datetime):
            ticks = (value - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds() * 10_000_000
            data += struct.pack("<HHIQ", 0x40, int(tag[1:], 16), 6, int(ticks))
        else:
            data += struct.pack("<HHIQ", 3, int(tag[1:], 16), 6, value)
    return data


def texts(page=None, **values):
    """Long properties; `t0037="Subject"`; with a code page they are written in it."""
    kind, encoding = ("001F", "utf-16-le") if page is None else ("001E", page)
    return {f"__substg1.0_{tag[1:]}{kind}": text.encode(encoding) for tag, text in values.items()}


def recipient(kind, name, address, **more):
    return {
        "__properties_version1.0": short(8, n0C15=kind),
        **texts(t3001=name, t39FE=address),
        **more,
    }


def attached(name, data=None, *, way=1, message=None, **more):
    """An attachment: bytes, a message within the message, or only a link."""
    storage = {
        "__properties_version1.0": short(8, n3705=5 if message is not None else way),
        **texts(t3707=name),
        **more,
    }
    if data is not None:
        storage["__substg1.0_37010102"] = data
    if message is not None:
        storage["__substg1.0_3701000D"] = message
    return storage


def message(long, *, inner=False, recipients=(), attachments=(), binary=None, **numbers):
    """The tree of a message.

    `long`: what `texts` gives; `binary`: bytes by tag; `numbers`: short properties.
    """
    tree = {"__properties_version1.0": short(24 if inner else 32, **numbers), **long}
    tree |= {f"__substg1.0_{tag}0102": data for tag, data in (binary or {}).items()}
    tree |= {f"__recip_version1.0_#{at:08X}": each for at, each in enumerate(recipients)}
    tree |= {f"__attach_version1.0_#{at:08X}": each for at, each in enumerate(attachments)}
    return tree


def renewal(**more):
    """A message as Outlook saves it."""
    return message(
        texts(
            t001A="IPM.Note",
            t0037="About the renewal",
            t0C1A="Meena Iyer",
            t5D01="meena.iyer@example.in",
            t1000="Meena Iyer gave her PAN ABCPE1234F.\r\nShe calls on Monday.",
            t1035="<1@example.in>",
        ),
        recipients=[
            recipient(1, "Kavita Das", "kavita@example.com"),
            recipient(2, "Arjun Rao", "arjun@example.com"),
            recipient(3, "Support", "support@example.com"),
        ],
        n0039=datetime(2026, 11, 16, 5, 0, tzinfo=UTC),
        **more,
    )


def rtf_packed(text):
    """RTF in Outlook's packing, letters only: no library packs it."""
    pieces = [text[at : at + 8] for at in range(0, len(text), 8)]
    data = b"".join(b"\0" + piece for piece in pieces)
    return struct.pack("<II4sI", len(data) + 12, len(text), b"LZFu", 0) + data


def self_linked(data, sector):
    """A compound file in which a sector of its table leads to itself."""
    table = (struct.unpack_from("<I", data, 76)[0] + 1) * SECTOR + 4 * sector
    return data[:table] + struct.pack("<I", sector) + data[table + 4 :]
