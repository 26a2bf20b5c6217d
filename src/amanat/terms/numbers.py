"""How numbers are written, everywhere where people read them."""


def grouped(number: int) -> str:
    """Return the number with Indian digit grouping: 15,62,843."""
    digits = str(abs(number))
    head, tail = digits[:-3], digits[-3:]
    pairs = []
    while head:
        pairs.append(head[-2:])
        head = head[:-2]
    return ("-" if number < 0 else "") + ",".join([*reversed(pairs), tail])
