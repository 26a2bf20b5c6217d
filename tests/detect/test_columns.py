"""What a column holds, by its title and its values."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amanat.detect.columns import classify
from amanat.detect.headers import fold, hint

PHONES = [f"98765{i:05d}" for i in range(40)]


def kind(title, values, counts=None):
    values = list(values)
    return classify(
        title,
        pa.array(values, pa.large_string()),
        pa.array(counts or [1] * len(values), pa.int64()),
    )


def test_a_column_of_phones_is_confirmed_by_its_title():
    typed = kind("Mob No", PHONES)
    assert (typed.category, typed.tier, typed.personal, typed.hits) == (
        "phone",
        "confirmed",
        "yes",
        40,
    )
    assert typed.shape == "9999999999"
    assert not typed.contaminated


def test_numbers_of_records_are_no_phones_whatever_they_look_like():
    assert kind("Order ID", PHONES).category is None
    assert kind("Amount", ["9876543210", "12"]).personal == "no"


def test_notes_with_some_numbers_are_contaminated():
    notes = [f"a long quiet note about usage {i} today" for i in range(90)]
    notes += [f"call her on {p} please" for p in PHONES[:10]]
    found = kind("Notes", notes)
    assert (found.category, found.contaminated, found.free_text, found.hits) == (
        None,
        True,
        True,
        10,
    )
    assert (found.personal, found.shape) == ("yes", None)
    clean = kind("Notes", notes[:90])
    assert (clean.contaminated, clean.free_text, clean.personal) == (False, True, "unknown")


def test_a_column_of_mail_needs_no_title():
    found = kind("X1", [f"p{i}@example.in" for i in range(30)])
    assert (found.category, found.tier) == ("email", "confirmed")


def test_the_counts_of_values_decide():
    assert kind("X", ["asha@example.in", "-"], [90, 10]).category == "email"
    rare = kind("X", ["asha@example.in", "-"], [10, 90])
    assert (rare.category, rare.contaminated, rare.hits) == (None, True, 10)


def test_a_spreadsheet_damaged_the_numbers():
    found = kind("Phone", ["9.19E+11", "9.88E+11"], [60, 40])
    assert (found.damaged, found.category, found.personal) == (True, "phone", "yes")
    assert not kind("Phone", PHONES).damaged


@pytest.mark.parametrize(
    ("title", "values", "personal"),
    [
        ("Status", ["open", "closed"], "no"),
        ("Verified", ["true", "false"], "no"),
        ("Custom", ["Gold", "Silver"], "no"),
        ("Custom 2", [f"v{i}x" for i in range(40)], "unknown"),
        ("Created Date", ["2024-05-12"], "no"),
        ("Date of Birth", ["1990-05-12"], "yes"),
        ("Religion", ["Hindu"], "yes"),
        ("Custom", [], "no"),
    ],
)
def test_personal_is_yes_no_or_not_known(title, values, personal):
    assert kind(title, values, [50] * len(values)).personal == personal


def test_a_shape_of_few_values_could_be_somebodys():
    assert kind("Email", [f"p{i:02d}@example.in" for i in range(19)]).shape is None
    assert kind("Email", [f"p{i:02d}@example.in" for i in range(20)]).shape == "a99@aaaaaaa.aa"


@pytest.mark.parametrize(
    ("title", "score"),
    [
        ("Health Score", "computed"),
        ("health_score__c", "computed"),
        ("Renewal Probability", "computed"),
        ("Likelihood to renew", "computed"),
        ("Churn Risk", "computed"),
        ("Propensity to buy", "computed"),
        ("Lead Score", "computed"),
        ("Engagement Score", "computed"),
        ("Customer Sentiment", "computed"),
        ("NPS", "said_by_person"),
        ("CSAT score", "said_by_person"),
        ("Account health", "of_a_firm"),
        ("Account Health Score", "of_a_firm"),
        ("Score", "unclear"),
        ("Health insurance", "none"),
        ("Churn Date", "none"),
        ("Churn reason", "none"),
        ("NPS date", "none"),
        ("Phone", "none"),
        ("Scored by", "none"),
    ],
)
def test_scores_are_told_by_their_titles(title, score):
    assert hint(title).score == score


def test_a_lead_score_is_of_a_person_and_an_account_score_is_not():
    assert hint("Lead Score").person_level is True
    assert hint("Account Health Score").person_level is False
    assert hint("Health Score").person_level is None


@pytest.mark.parametrize(
    ("title", "category"),
    [
        ("mob_no", "phone"),
        ("Cust_Nm", "name"),
        ("a/c No.", "bank_account"),
        ("Aadhar_No", "aadhaar"),
        ("D.O.B", "birth_date"),
        ("Father's Name", "name"),
        ("GuardianMobile", "phone"),
        ("पता", "address"),
        ("आधार", "aadhaar"),
        ("मोबाइल नंबर", "phone"),
        ("blood grp", "blood_group"),
        ("HasOptedOutOfEmail", "consent_flag"),
        ("HasOptedOutTracking", "consent_flag"),
        ("Opted out of email: Newsletter", "consent_flag"),
        ("Email opt-in", "consent_flag"),
        ("WhatsApp Opt-Out", "consent_flag"),
        ("Unsubscribed from all email", "consent_flag"),
        ("Subscribed SMS", "consent_flag"),
        ("MSG-email", "consent_flag"),
        ("profileData.MSG-whatsapp", "consent_flag"),
        ("Opt in IP", "ip_address"),
        ("Subscriber email", "email"),
        ("Message phone", "phone"),
        ("Email sent", None),
        ("Phone Verified", None),
        ("Account Name", None),
        ("uid", None),
        ("Panel", None),
        ("Mobile app", None),
    ],
)
def test_titles_hint_at_categories(title, category):
    assert hint(title).category == category


@given(st.text(max_size=30))
def test_folding_a_title_twice_changes_nothing_more(title):
    assert fold(fold(title)) == fold(title)


def test_addresses_under_a_title_of_choice_are_addresses():
    assert kind("MSG-email", ["true", "false"]).category == "consent_flag"
    assert kind("Subscribed email", [f"p{i}@example.in" for i in range(30)]).category == "email"


def test_the_order_of_values_changes_nothing():
    values = [f"p{i}@example.in" for i in range(30)] + ["x", "y"]
    assert kind("X", values) == kind("X", values[::-1])


FIRM_PANS = [f"ABCC{chr(65 + i)}{1000 + i}F" for i in range(26)]
PERSON_PANS = [f"ABCP{chr(65 + i)}{1000 + i}F" for i in range(26)]


@pytest.mark.parametrize("title", ["Company PAN", "PAN", "X"])
def test_the_holders_of_most_pans_say_whose_the_column_is(title):
    firms = kind(title, FIRM_PANS + PERSON_PANS[:5])
    assert (firms.category, firms.personal, firms.hits) == ("pan_company", "no", 31)
    people = kind(title, PERSON_PANS + FIRM_PANS[:5])
    assert (people.category, people.personal) == ("pan", "yes")


MASKED = [f"XXXX XXXX {1000 + i}" for i in range(20)]
DESKS = [f"{desk}@firm{i}.example.in" for desk in ("info", "support") for i in range(10)]


@pytest.mark.parametrize(
    ("lesser", "personal", "values", "more", "full"),
    [
        ("aadhaar_masked", "yes", MASKED, "2345 6789 0124", "aadhaar"),
        ("role_mailbox", "no", DESKS, "meena.iyer@firm1.example.in", "email"),
    ],
)
def test_one_full_value_among_lesser_ones_says_what_a_column_holds(
    lesser, personal, values, more, full
):
    found = kind("Import field 1", values)
    assert (found.category, found.personal, found.hits) == (lesser, personal, 20)
    found = kind("Import field 1", [*values, more])
    assert (found.category, found.personal, found.hits) == (full, "yes", 21)


def test_gstins_of_firms_are_not_personal():
    found = kind("GSTIN", ["27AAPFU0939F1ZV"])
    assert (found.category, found.tier, found.personal) == ("gstin_company", "confirmed", "no")


@pytest.mark.parametrize("title", ["Bank A/c", "Account No", "Bank Account Number"])
def test_long_digits_under_words_of_an_account_are_of_a_bank(title):
    found = kind(title, [f"50100234567{i:03d}" for i in range(20)])
    assert (found.category, found.spdi_class, found.personal) == (
        "bank_account",
        "financial",
        "yes",
    )
    assert kind(title, PHONES).category == "bank_account"


def test_an_account_number_of_other_shape_is_of_a_record():
    found = kind("Account No", [f"ACC-{i}" for i in range(20)])
    assert (found.category, found.personal) == (None, "no")


@pytest.mark.parametrize("title", ["Contact ID", "Record ID", "Primary Contact ID", "Contact IDs"])
def test_ids_of_ten_digits_are_no_phones(title):
    assert kind(title, PHONES).category == "customer_id"
    assert kind(title, [f"+91{phone}" for phone in PHONES]).category == "phone"


def test_ids_of_things_are_of_nobody():
    found = kind("Conversation ID", PHONES)
    assert (found.category, found.personal) == (None, "no")
    assert kind("Conversation", PHONES).category == "phone"


@pytest.mark.parametrize(
    ("title", "score"),
    [
        ("Likely to churn", "computed"),
        ("CIBIL score", "computed"),
        ("Credit score", "computed"),
        ("HubSpot Score", "computed"),
        ("Credit limit", "none"),
        ("Credit note", "none"),
        ("Most likely date", "none"),
    ],
)
def test_what_a_bureau_or_a_model_says_is_computed(title, score):
    assert hint(title).score == score


def test_a_diet_is_personal_perhaps_and_no_religion():
    found = kind("Dietary preference", ["Jain", "Vegan"], [50, 50])
    assert (found.category, found.personal) == (None, "unknown")
    assert kind("Religion", ["Jain"], [50]).category == "religion"


@pytest.mark.parametrize(
    ("title", "folded"),
    [
        ("HubSpotScore", "hubspot_score"),
        ("ContactIDs", "contact_ids"),
        ("CleverTap ID", "clevertap_id"),
        ("GuardianMobile", "guardian_mobile"),
    ],
)
def test_titles_are_cut_at_capitals_but_products_are_whole(title, folded):
    assert fold(title) == folded
