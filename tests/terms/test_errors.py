"""Errors come back whole from worker processes."""

import pickle

import pytest

from amanat.register.faults import Fault, RegisterError
from amanat.rules.load import RuleError
from amanat.sources.errors import SourceError
from amanat.terms.errors import UserError


@pytest.mark.parametrize(
    "error",
    [
        UserError(where="a", found="b", wanted="c", remedy="d", exit_code=3),
        RegisterError((Fault("x.toml", "1", "b", "c", "d"), Fault("y.toml", "", "b", "c", "d"))),
        RuleError("a-rule", "why"),
        SourceError("empty", "b", "c", "d"),
    ],
)
def test_an_error_is_the_same_after_a_pipe(error):
    back = pickle.loads(pickle.dumps(error))
    assert type(back) is type(error)
    assert str(back) == str(error)
    assert getattr(back, "exit_code", None) == getattr(error, "exit_code", None)
