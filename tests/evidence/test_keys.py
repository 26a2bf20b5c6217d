import os
import stat
import sys

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amanat.evidence.carry import carry_over, with_carried
from amanat.evidence.keys import KINDS, THINGS, Keys, WeakKey, fingerprint, short_hash
from amanat.evidence.keystore import KeyStore, backup_text, parse_backup, parse_key
from amanat.evidence.seal import Seal
from amanat.terms.errors import UserError

KEY = b"k" * 32


def test_equal_values_get_equal_fingerprints_and_nulls_stay_null():
    out = fingerprint(pa.array(["a@example.in", None, "b@example.in", "a@example.in"]), key=KEY)
    assert out.type == pa.binary(16)
    assert out[0] == out[3] != out[2]
    assert not out[1].is_valid


def test_a_key_under_32_bytes_is_refused():
    with pytest.raises(WeakKey):
        fingerprint(pa.array(["a"]), key=b"k" * 31)
    with pytest.raises(WeakKey):
        Keys.of(b"short")


def test_the_fingerprint_is_keyed_blake2b_of_rfc_7693():
    from hashlib import blake2b

    expected = blake2b(b"a@example.in", key=KEY, digest_size=16).digest()
    assert fingerprint(pa.array(["a@example.in"]), key=KEY)[0].as_py() == expected


def test_kinds_keys_and_lengths_do_not_meet():
    keys, other = Keys.of(KEY), Keys.of(b"j" * 32)
    made = {
        keys.hash_text("9", kind) for kind in ("email", "phone", "customer_id", "account", "path")
    }
    assert len(made | {other.hash_text("9", "email")}) == 6
    assert short_hash(pa.array(["x"]), key=KEY).type == pa.binary(8)
    with pytest.raises(ValueError, match="no such kind"):
        keys.sub("shoe size")


def test_every_kind_has_a_sub_key_of_its_own_also_after_a_rotation():
    old, new = Keys.of(KEY), Keys.of(b"j" * 32)
    rotated = with_carried(new, carry_over(old, new))
    made = [each.sub(kind) for each in (old, new) for kind in KINDS]
    assert len(set(made)) == 2 * len(KINDS)
    assert len({rotated.sub(kind) for kind in KINDS} | {KEY, new.secret}) == len(KINDS) + 2


def test_what_names_things_is_carried_over_and_what_names_people_is_not():
    old, new = Keys.of(KEY), Keys.of(b"j" * 32)
    rotated = with_carried(new, carry_over(old, new))
    for kind in KINDS:
        assert rotated.sub(kind) == (old if kind in THINGS else new).sub(kind), kind
    assert rotated.key_id == new.key_id
    assert rotated.things_id == old.things_id != new.things_id
    third = Keys.of(b"l" * 32)
    assert with_carried(third, carry_over(rotated, third)).things_id == old.things_id


def test_a_kind_that_was_never_carried_comes_of_the_key_itself():
    old, new = Keys.of(KEY), Keys.of(b"j" * 32)
    sealed = carry_over(old, new)
    del sealed["user"]
    rotated = with_carried(new, sealed)
    assert rotated.sub("user") == new.sub("user")
    assert rotated.sub("place") == old.sub("place")
    assert with_carried(new, {}) == new


@pytest.mark.parametrize("fault", ["another key", "another kind", "changed", "no base64"])
def test_what_another_key_sealed_or_somebody_changed_is_refused(fault):
    old, new = Keys.of(KEY), Keys.of(b"j" * 32)
    sealed = carry_over(old, new)
    if fault == "another key":
        sealed = carry_over(old, Keys.of(b"l" * 32))
    elif fault == "another kind":
        sealed["place"], sealed["path"] = sealed["path"], sealed["place"]
    else:
        sealed["user"] = sealed["content"][::-1] if fault == "changed" else "*"
    with pytest.raises(UserError, match="did not seal"):
        with_carried(new, sealed)


def test_a_key_does_not_tell_itself_when_printed():
    new = Keys.of(b"j" * 32)
    rotated = with_carried(new, carry_over(Keys.of(KEY), new))
    assert "kkkk" not in repr(Keys.of(KEY))
    assert "carried" not in repr(rotated)
    assert KEY.hex() not in Keys.of(KEY).key_id


@given(
    st.lists(st.one_of(st.none(), st.text(alphabet="abआ1", max_size=3)), max_size=30),
    st.integers(0, 5),
)
def test_slices_dictionaries_and_chunks_get_the_fingerprints_of_the_plain_array(values, start):
    whole = pa.array(values, pa.large_string())
    plain = fingerprint(pa.array(values[start:], pa.large_string()), key=KEY)
    assert fingerprint(whole[start:], key=KEY).equals(plain)
    assert fingerprint(whole[start:].dictionary_encode(), key=KEY).equals(plain)
    assert fingerprint(pa.chunked_array([whole[start:]]), key=KEY).equals(plain)


@given(st.text())
def test_a_sealed_title_opens_with_its_key_and_with_no_other(title):
    seal = Seal(Keys.of(KEY))
    blob = seal.seal(title)
    assert seal.open(blob) == title
    assert seal.seal(title) == blob
    with pytest.raises(UserError):
        Seal(Keys.of(b"j" * 32)).open(blob)
    with pytest.raises(UserError):
        seal.open(blob[:-1] + bytes([blob[-1] ^ 1]))


def test_a_key_file_is_for_its_owner_only_and_is_found_again(tmp_path):
    store = KeyStore("w-1", environ={"AMANAT_KEY_HOME": str(tmp_path / "keys")})
    keys = store.create()
    assert store.load(epoch=1, expected=keys.key_id) == keys
    assert store.where() == str(tmp_path / "keys")
    if os.name == "posix":
        path = tmp_path / "keys" / "w-1"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        path.chmod(0o644)
        with pytest.raises(UserError, match="other accounts"):
            store.load(epoch=1, expected=keys.key_id)


def test_a_missing_key_and_another_key_are_refused(tmp_path):
    store = KeyStore("w-1", environ={"AMANAT_KEY_HOME": str(tmp_path)})
    with pytest.raises(UserError, match="no key for this workspace"):
        store.load(epoch=1, expected="abc")
    store.create()
    with pytest.raises(UserError, match="found the key"):
        store.load(epoch=1, expected="abc")


def test_a_command_can_give_the_key_and_its_failure_repeats_nothing(tmp_path):
    text = backup_text(KEY, epoch=1)
    printing = (sys.executable, "-c", f"print({text!r})")
    store = KeyStore("w-1", printing)
    assert store.create().secret == KEY
    failing = KeyStore(
        "w-1", (sys.executable, "-c", "import sys; print('secret words'); sys.exit(1)")
    )
    with pytest.raises(UserError) as error:
        failing.create()
    assert "secret words" not in str(error.value)
    with pytest.raises(UserError, match="a command prints"):
        store.keep(KEY, epoch=2)


def test_a_command_is_told_which_key_is_wanted():
    told = "import os; print(os.environ['AMANAT_KEY_EPOCH'].zfill(64))"
    store = KeyStore("w-1", (sys.executable, "-c", told))
    assert store.create(epoch=3).secret == bytes(31) + b"\3"


@given(st.binary(min_size=32, max_size=32), st.integers(1, 99))
def test_a_backup_line_gives_the_key_back_and_a_mistyped_one_is_refused(secret, epoch):
    text = backup_text(secret, epoch=epoch)
    assert parse_backup(f"  {text}\n") == (secret, epoch)
    place = next(at for at in range(len(text) // 2, len(text)) if text[at] != "-")
    wrong = text[:place] + ("B" if text[place] != "B" else "C") + text[place + 1 :]
    with pytest.raises(UserError):
        parse_backup(wrong)


@pytest.mark.parametrize(
    "text", ["", "hello", "ab" * 31, "amanat-key:1:AAAA", "amanat-key:x:" + "A" * 55]
)
def test_texts_that_are_no_key_are_refused_without_repeating_them(text):
    with pytest.raises(UserError) as error:
        parse_key(text)
    assert not text or text not in str(error.value)


def test_hexadecimal_and_base64_are_keys_too():
    import base64

    assert parse_key(KEY.hex()) == KEY
    assert parse_key(base64.b64encode(KEY).decode()) == KEY
