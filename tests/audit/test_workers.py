"""What an audit finds depends on what it reads: not on workers, hash seed, clock zone or locale."""

import pytest

from walk import Home, assert_same, company, kept

__all__ = ["company"]


@pytest.fixture(scope="module")
def plain(company, tmp_path_factory):
    home = Home(tmp_path_factory.mktemp("plain"), same_key=True)
    done = home.audit(company.exports, workers=1, env={"PYTHONHASHSEED": "0", "TZ": "UTC"})
    assert done.code == 0, done.errors
    return kept(home)


def test_two_workers_with_another_hash_seed_zone_and_locale_give_the_same_bytes(
    company, plain, tmp_path
):
    home = Home(tmp_path, same_key=True)
    other = {
        "PYTHONHASHSEED": "4242",
        "TZ": "America/St_Johns",
        "LC_ALL": "POSIX",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONUTF8": "0",
    }
    done = home.audit(company.exports, workers=2, env=other)
    assert done.code == 0, done.errors
    assert_same(kept(home), plain)


@pytest.mark.proof
@pytest.mark.parametrize(
    ("workers", "other"),
    [
        (2, {}),
        (3, {}),
        (1, {"PYTHONHASHSEED": "1"}),
        (1, {"TZ": "Pacific/Kiritimati"}),
        (1, {"TZ": "Asia/Kolkata", "LC_ALL": "C"}),
        (1, {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}),
    ],
)
def test_each_of_them_alone_gives_the_same_bytes(company, plain, tmp_path, workers, other):
    home = Home(tmp_path, same_key=True)
    done = home.audit(company.exports, workers=workers, env=other)
    assert done.code == 0, done.errors
    assert_same(kept(home), plain)
