"""A ledger of consents, from whatever keeps it: one row for each act, or each consent, of a person.

It is the company's own list, of no product. It is known by columns that stand together in no other
table: who, for which purpose, what was done, when, and at least one title that speaks of consent or
of the notice itself. A visitors' book has a purpose, a status and a date too, and none of these.

An act has the time of its row. A status beside the day of the consent has not: on which day it was
withdrawn is not said, so that a withdrawal is a state at export.
"""

from typing import Final

from amanat.sources.model import ColumnRule, ConsentRule, Layout, Times


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_EMAIL: Final = _words("""
    email email_id emailid e_mail mail_id email_address user_email customer_email
    data_principal_email subscriber_email contact_email""")
_PHONE: Final = _words("""
    phone phone_number mobile mobile_no mobile_number customer_phone customer_mobile msisdn
    data_principal_phone contact_number""")
_PERSON: Final = _words("""
    customer_id cust_id user_id userid data_principal_id principal_id data_subject_id subject_id
    person_id client_id member_id subscriber_id contact_id""")
_PURPOSE: Final = _words("""
    purpose purposes purpose_name purpose_code purpose_id consent_purpose consent_for consent_type
    processing_purpose data_use_purpose consent_category""")
_ACTIONS: Final = _words("""
    consent_action action consent_event event_type consent_decision decision choice""")
_STATUS: Final = _words("""
    consent_status status consent_given consent_state consent_value consent_flag consent state""")
#: When something happened to the consent, and when it was given.
_ACTED: Final = _words("""
    timestamp event_time event_date action_time action_date action_at acted_at recorded_at
    captured_at logged_at status_date status_changed_at date datetime date_time effective_from""")
_CONSENTED: Final = _words("""
    consent_timestamp consent_at consent_date consent_time consent_datetime consent_given_at
    consent_given_on consented_at consented_on given_at given_on granted_at
    opt_in_date opted_in_at""")
_GIVEN: Final = (*_CONSENTED, "created_at")
_WITHDRAWN: Final = _words("""
    withdrawn_at withdrawn_on withdrawal_date withdrawal_at withdrawal_time consent_withdrawn_at
    revoked_at revoked_on revocation_date opt_out_date opted_out_at""")
_CHANNEL: Final = _words("channel consent_channel communication_channel contact_channel")
#: Titles that only a list of consents has.
_SIGNS: Final = frozenset(
    _words("""
    consent_id consent_ref consent_status consent_action consent_event consent_given consent_state
    consent_decision consent_value consent_flag consent consent_purpose consent_for consent_type
    consent_category consent_date consent_time consent_timestamp consent_at consent_given_at
    consent_given_on consent_datetime consented_at consented_on consent_channel consent_method
    consent_source consent_version consent_text consent_text_version consent_language
    consent_manager consent_manager_id consent_artefact_id consent_withdrawn_at notice_version
    notice_id notice_language privacy_notice_version privacy_version privacy_ver
    data_principal_id data_principal_email data_principal_phone""")
)
_GIVE: Final = dict.fromkeys(
    _words("""
    give given gave grant granted accept accepted agree agreed yes y opt_in optin opted_in
    consented consent_given consent_granted allowed obtained active true 1"""),
    "give",
)
_REFUSE: Final = dict.fromkeys(
    _words("""
    refuse refused reject rejected deny denied decline declined no n disagree disagreed not_given
    consent_denied consent_refused false 0"""),
    "refuse",
)
_NO_MORE: Final = _words("""
    withdraw withdrawn withdrew withdrawal revoke revoked opt_out optout opted_out unsubscribe
    unsubscribed consent_withdrawn consent_revoked""")
_WITHDRAW: Final = dict.fromkeys(_NO_MORE, "withdraw")
_COLUMNS: Final = (
    ColumnRule(("consent_id", "consent_ref", "id", "record_id"), "record_id"),
    ColumnRule(_PERSON, "customer_id"),
    ColumnRule(_EMAIL, "email"),
    ColumnRule(_PHONE, "phone"),
    ColumnRule(("name", "full_name", "customer_name", "data_principal_name"), "name"),
    ColumnRule(_ACTED + _GIVEN + _WITHDRAWN, "seen_at"),
    ColumnRule(
        _PURPOSE + _ACTIONS + _STATUS + _CHANNEL
        + ("notice_version", "notice_id", "consent_version", "privacy_notice_version"),
        "other",
    ),
    ColumnRule(("remarks", "notes", "comments", "comment"), "text"),
)  # fmt: skip


def _rule(
    names: tuple[str, ...],
    values: dict[str, str],
    at: tuple[str, ...] | None,
) -> ConsentRule:
    return ConsentRule(
        names, values, label_column=_PURPOSE, at=at, channel_column=_CHANNEL, source_rank=0
    )


def _ledger(
    one_of: tuple[tuple[str, ...], ...], not_with: tuple[str, ...], *rules: ConsentRule
) -> Layout:
    return Layout(
        None,
        "consents",
        "table",
        some_of=(
            (1, frozenset(_EMAIL + _PHONE + _PERSON)),
            (1, frozenset(_PURPOSE)),
            (1, _SIGNS),
            *((1, frozenset(names)) for names in one_of),
        ),
        people="contact",
        columns=_COLUMNS,
        consents=rules,
        times=Times("auto"),
        none_of=frozenset(not_with),
    )


LAYOUTS: Final = (
    _ledger(
        (_ACTIONS, _ACTED + _GIVEN),
        _WITHDRAWN,
        _rule(_ACTIONS, _GIVE | _REFUSE | _WITHDRAW, _ACTED + _GIVEN),
    ),
    _ledger(
        (_STATUS, _ACTED),
        _ACTIONS + _WITHDRAWN,
        _rule(_STATUS, _GIVE | _REFUSE | _WITHDRAW, _ACTED),
    ),
    _ledger(
        (_STATUS, _GIVEN),
        _ACTIONS + _ACTED + _WITHDRAWN,
        _rule(_STATUS, _GIVE | _REFUSE, _GIVEN),
        _rule(_STATUS, dict.fromkeys(_NO_MORE, "state_out"), None),
    ),
    # Both days in one row: they tell the acts, whatever the status is today.
    _ledger(
        (_CONSENTED, _WITHDRAWN),
        (),
        *(_rule((name,), {"*": "give"}, (name,)) for name in _CONSENTED),
        *(_rule((name,), {"*": "withdraw"}, (name,)) for name in _WITHDRAWN),
    ),
)
