"""The unit cache of an audit, opened alike wherever its units are looked for."""

from importlib.metadata import entry_points

from amanat.detect.detectors import GROUP
from amanat.evidence.cache import UnitCache, code_version
from amanat.evidence.keys import Keys
from amanat.evidence.workspace import Workspace


def code_with(*, plugins: bool, own: str = "") -> str | None:
    """Return what readers and detectors are, with what is added to them; None: ours alone.

    A plug-in or a pattern of the team finds other things, so units that were read without it are
    not what it would give. Nothing is loaded for it.

    Args:
        plugins: whether plug-ins that are installed count.
        own: `Own.digest` of the team's patterns and words.
    """
    if not plugins:
        return f"{code_version()} {own}" if own else None
    offered = (
        f"{each.name}={each.value}@{each.dist.version if each.dist else ''}"
        for each in entry_points(group=GROUP)
    )
    return " ".join([code_version(), own, *sorted(offered)])


def open_cache(
    workspace: Workspace,
    keys: Keys,
    *,
    off: frozenset[str],
    plugins: bool,
    own: str,
    verify: bool = False,
) -> UnitCache:
    """Open the cache of units that were read with these switches and this workspace's settings.

    `own`: `Own.digest` of the patterns and words that they were read with.
    """
    return UnitCache(
        workspace.cache,
        keys=keys,
        off=off,
        own_domains=workspace.settings.own_domains,
        verify=verify,
        code=code_with(plugins=plugins, own=own),
    )
