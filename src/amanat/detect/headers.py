"""What the title of a column says about what it holds: a hint, never proof."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Final

from amanat.terms.products import PRODUCTS

_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
#: Small endings of abbreviations ("IDs") begin no word, nor do capitals inside a product's name.
_PLURAL: Final = re.compile(r"([A-Z]{2,})s(?![a-z])")
_PRODUCT: Final = re.compile(
    "|".join(
        sorted({word for each in PRODUCTS.values() for word in each.title.split() if len(word) > 3})
    )
)
#: Vowel signs of Devanagari are no word characters to `re`.
_JOINT: Final = re.compile(r"(?:[^\w\u0900-\u097f]|_)+")

#: Categories by header, folded. A phrase is matched as whole words anywhere in the title.
_WORDS: Final[dict[str, str]] = {
    "email": """mail email e_mail mail_id email_id emailid mailid eml email_address
        personal_mail off_mail official_email regd_email work_email ईमेल ई_मेल""",
    "phone": """mob mob_no mobno mobile mobile_no mobile_phone mbl mbl_no cell cell_no ph
        ph_no phn phno phone phone_no phone_number contact_no contact_number cont_no
        contactno tel tel_no telephone landline resi_no res_ph off_ph alt_no alternate_no
        alternate_mobile calling_no regd_mobile rmn msisdn emergency_contact wa_no wa_num
        wapp whatsapp whatsapp_no whats_app_no wtsp wtsapp watsapp_no gpay_no phonepe_no
        paytm_no fax मोबाइल फोन फ़ोन मोबाइल_नंबर""",
    "name": """full_name cust_nm client_nm emp_nm stu_nm first_name last_name middle_name
        given_name surname family_name cust_name customer_name client_name contact_name
        poc_name spoc spoc_name poc concern_person concerned_person contact_person rm_name
        fname lname f_name m_name l_name firstname lastname fullname father_name
        fathers_name s_o d_o w_o c_o husband_name mother_name guardian guardian_name nominee
        nominee_name prop_name auth_sign signatory director_name person_name lead_name
        candidate_name employee_name emp_name display_name author_name requester_name
        attendee attendees naam नाम पूरा_नाम पिता_का_नाम""",
    "aadhaar": """aadhar aadhaar adhar adhaar aadhar_no aadhaar_number adhar_card uid_no
        uidai aadhaar_no adhaar_no ekyc okyc आधार""",
    "aadhaar_masked": "aadhaar_last4 masked_aadhaar aadhar_last_4",
    "pan_company": "company_pan firm_pan business_pan entity_pan organisation_pan",
    "pan": "pan pan_no pancard pan_card pan_card_no pan_number it_pan पैन",
    "gstin": "gst_no gstin gstn gst_number gstin_uin gst",
    "voter_id": "voter_id epic epic_no",
    "driving_licence": "dl dl_no driving_lic driving_licence driving_license",
    "passport": "ppt_no passport_no passport passport_number",
    "bank_account": """ac_no a_c_no acc_no acct_no bank_ac account_number account_no bank_account
        bank_a_c bank_acc bank_acct bank_account_number bank_a_c_no
        bank_account_no beneficiary_account loan_ac_no iban खाता_संख्या""",
    "ifsc": "ifsc ifsc_code",
    "upi": "upi upi_id vpa gpay",
    "card": "card_no card_number card_last4 credit_card debit_card",
    "income": "cibil cibil_score ctc salary income annual_income monthly_income net_worth वेतन आय",
    "birth_date": """dob d_o_b birth_dt b_date bday birthday birthdate birth_date
        date_of_birth nominee_dob janm_tithi जन्म_तिथि जन्मतिथि""",
    "age": "age age_yrs age_group umr उम्र आयु",
    "gender": "gender sex m_f ling लिंग",
    "blood_group": "blood_grp bg blood_group blood_type",
    "marital_status": "marital_status doa anniversary married spouse wedding_date",
    "religion": "religion dharm faith धर्म",
    "caste": "caste sub_caste jati community caste_category caste_cert_no जाति",
    "child": """child_name kid_name ward_name student_name stu_name roll_no adm_no enroll_no
        parent_mob guardian_mob no_of_kids children kids school_name apaar apaar_id""",
    "address": """add addr addr1 add_1 address address1 address2 address_line_1
        address_line_2 street street_address mailing_street res_add perm_add corr_add
        comm_add bill_to ship_to h_no flat_no plot_no door_no locality landmark village vill
        taluk taluka tehsil mandal billing_street shipping_street home_address pata पता""",
    "pin_code": "pincode pin_code pin_cd zip zip_code postal_code postcode zipcode पिन_कोड",
    "location": """lat lng latitude longitude geo map_link coordinates gps_location location
        city district dist distt town शहर ज़िला जिला""",
    "ip_address": """ip ip_address last_ip login_ip signup_ip ipaddress opt_in_ip
        confirm_ip optin_ip""",
    "device_id": """device_id advertising_id idfa gaid android_id imei mac_address
        push_token fcm_token distinct_id anonymous_id device_token""",
    "customer_id": """customer_id cust_id client_id contact_id user_id lead_id person_id
        member_id subscriber_id identity user_key cust_no customer_no patient_id uhid mrn
        student_id emp_id employee_id ckyc_no uan abha abha_no abha_id record_id""",
    "job_title": "job_title designation jobtitle title_of_contact position post_held",
    "photo": "photo selfie profile_picture profile_pic avatar image_of_person photograph",
    "social_handle": """linkedin linkedin_url linkedin_profile twitter twitter_handle
        instagram insta facebook facebook_url social_profile""",
    "health_record": """diagnosis dx rx opd_no ipd_no bp sugar hba1c covid vaccine
        disability divyang medical_history medical_condition illness allergy allergies
        medication prescription bimari बीमारी रोग""",
    "password": "pwd password passcode otp mpin tpin cvv login_password api_key secret",
    "consent_flag": """dnd dnd_status dnc ncpr optin opt_in opt_out optout unsub
        unsubscribed subscribed consent consent_flag consent_status promo_ok sms_flag
        dlt_consent mkt_consent wa_optin wa_consent do_not_call has_opted_out_of_email
        hasoptedoutofemail donotcall email_opt_out marketing_consent do_not_email donotemail
        do_not_contact do_not_mail hasoptedoutofsms msg_email msg_sms msg_push msg_whatsapp
        msg_push_all msg_dndemail msg_dndphone""",
    "sentiment": "sentiment mood sentiment_score emotion tone",
}

_FREE: Final = """remark remarks rmk rmks comment comments note notes narration desc
        description query enquiry reqmt requirement feedback fup followup follow_up f_u
        last_fup disposition call_notes mom body message messages text content transcript
        summary details meeting_notes internal_notes reason review response verbatim
        observations टिप्पणी विवरण notes_text plain_text comment_body html_body
        description_text about bio call_summary next_steps action_items discussion"""

#: Titles of columns that are about a record, a firm or a product.
_RECORD: Final = """status state stage amount price mrr arr revenue currency quantity qty
        count total number_of_employees type kind priority severity plan tier product sku
        segment industry sector region country language locale timezone time_zone owner_id
        created created_at created_date created_time updated updated_at modified
        modified_date last_modified createdate closedate close_date renewal_date due_date
        start_date end_date date time timestamp year month day week quarter is_deleted
        deleted active enabled version url website domain company company_name account
        account_name organisation organization org firm employer channel source lead_source
        campaign campaign_id campaign_name utm_source utm_medium tags tag category ticket_id
        case_id order_id invoice_no invoice_id deal_id opportunity_id account_id event_id
        event event_name id uuid guid subject topic percentage percent rate discount tax
        usage seats licences licenses logins sessions browser os platform device model
        carrier app_version queue group team department stock batch sr_no s_no serial sl_no
        row utr utr_no rrn chq_no hsn cin tan tin branch micr duration resolution
        first_response sla state_code permission role file_id file_name title subject_line
        list_id segment_name audience match_status upload_date matched last_login
        last_seen_at recordtypeid nps_category contract_value contract contract_start
        contract_end renewal amount_inr स्थिति राशि तारीख दिनांक कंपनी"""

#: Titles of numbers that are a bank's, or any customer's account in this trade.
_ACCOUNTS: Final = frozenset(("account_no", "account_number"))
#: What tells of a person, and nobody can say how much: a diet may be faith, illness, or taste.
_PRIVATE: Final = "diet dietary dietary_preference food_preference meal_preference"
#: Words of a choice: the channel beside them is what was chosen, not what the column holds.
_CHOICE: Final = """opt_in opt_out optin optout opted_in opted_out unsub unsubscribe unsubscribed
        subscribed do_not_call do_not_email do_not_contact do_not_mail do_not_sms dnd
        msg_email msg_mail msg_sms msg_push msg_whatsapp msg_wa msg_call msg_voice"""
#: Words that make a person of a title that speaks of a score.
_OF_PERSON: Final = frozenset(
    ("contact", "person", "user", "lead", "employee", "member", "subscriber")
)
_OF_FIRM: Final = frozenset(
    ("account", "company", "firm", "organisation", "organization", "org", "workspace", "tenant")
)
_SAID: Final = """nps nps_score net_promoter csat csat_score customer_satisfaction ces
        ces_score satisfaction satisfaction_rating survey_score star_rating
        likelihood_to_recommend rating"""
_COMPUTED: Final = """health_score health renewal_probability renewal_prob
        probability_to_renew likelihood_to_renew renewal_likelihood churn_score churn_risk
        churn_probability churn_prob propensity propensity_score lead_score engagement_score
        engagement_index sentiment_score sentiment risk_score upsell_score cross_sell_score
        expansion_score fit_score intent_score rfm rfm_score predicted_ltv predicted_clv
        predicted_lifetime_value ltv_prediction activity_score adoption_score
        influence_score buying_intent hubspotscore grade_score conversion_probability
        likelihood_to_close predictive_score quality_score affinity_score loyalty_score
        persona_score priority_score likely_to_churn likely_to_buy likely_to_renew
        likely_to_close likely_to_convert likely_to_cancel hubspot_score cibil_score
        credit_score best_time_to_send churn_prediction"""
#: A title that ends so speaks of the score, and does not hold it.
_ABOUT_SCORE: Final = (
    "date at on time category reason reasons note notes comment comments updated by"
)
#: A title that ends so speaks of the record, whatever stands before.
_ABOUT_RECORD: Final = """date time at on count status flag type dt ts verified valid
        validity source country code opened clicked bounced sent by domain app os version
        platform device"""
_UNCLEAR: Final = "score index grade rank points probability likelihood prediction predicted"


@dataclass(frozen=True, slots=True)
class Hint:
    """What a header alone tells. `record`: it speaks of a record, a firm or a thing.

    `exact` is true where the whole title, not a word of it, is in the lexicon; `private` where it
    tells of a person, in a category that only its readers can know.
    """

    category: str | None = None
    free_text: bool = False
    record: bool = False
    exact: bool = False
    score: str = "none"
    person_level: bool | None = None
    private: bool = False


def fold(title: str) -> str:
    """Return a title as lower-case words joined by '_': "a/c No." and "A_C_NO" are one."""
    text = unicodedata.normalize("NFC", title).strip().replace("’", "'").replace("'s", "s")
    text = _PLURAL.sub(r"\1S", _PRODUCT.sub(lambda name: name[0].capitalize(), text))
    text = _CAMEL.sub("_", text)
    return _JOINT.sub("_", text.lower()).strip("_")


@cache
def _lexicon() -> dict[str, str]:
    return {word: category for category, words in _WORDS.items() for word in words.split()}


@cache
def _set(name: str) -> frozenset[str]:
    texts = {
        "free": _FREE,
        "record": _RECORD,
        "said": _SAID,
        "computed": _COMPUTED,
        "unclear": _UNCLEAR,
        "about_score": _ABOUT_SCORE,
        "about_record": _ABOUT_RECORD,
        "choice": _CHOICE,
        "private": _PRIVATE,
    }
    return frozenset(texts[name].split())


@cache
def vocabulary() -> frozenset[str]:
    """Return every single word that occurs in the lexicon of headers."""
    titles = [
        *_lexicon(),
        *(w for name in ("free", "record", "said", "computed", "unclear") for w in _set(name)),
    ]
    return frozenset(word for title in titles for word in title.split("_") if word)


def account_of_a_kind(title: str) -> bool:
    """Say whether only the values tell if a title is of a bank's accounts."""
    return fold(title) in _ACCOUNTS


def is_key(title: str) -> bool:
    """Say whether a title is that of the ids of something."""
    return fold(title).rpartition("_")[2] in ("id", "ids", "key", "uuid", "guid", "identifier")


def hint(title: str) -> Hint:
    """Return what a column's title says."""
    folded = fold(title)
    words = folded.split("_")
    score, level = _score(folded, words)
    if score != "none":
        kind = "sentiment" if "sentiment" in words else "score"
        # what a bureau says of somebody's loans is a matter of money, and computed
        kind = "income" if words[0] in ("cibil", "credit") else kind
        own = None if level is False else kind
        return Hint(own, score=score, person_level=level, exact=True)
    if set(_phrases(words)) & _set("private"):
        return Hint(private=True)
    words = ["id" if word == "ids" else word for word in words]
    category, exact = _category("_".join(words), words)
    if folded in _set("free"):
        return Hint(free_text=True, exact=True)
    if exact:
        return Hint(category, exact=True)
    if folded in _set("record"):
        return Hint(record=True, exact=True)
    if words[-1] in _set("about_record"):
        kept = category if category in ("birth_date", "consent_flag", "marital_status") else None
        return Hint(kept, record=kept is None)
    if category is not None:
        return Hint(category)
    free = any(word in _set("free") for word in words)
    record = not free and (words[-1] in _set("record") or words[-1] in ("no", "num", "number"))
    return Hint(free_text=free, record=record)


def _score(folded: str, words: list[str]) -> tuple[str, bool | None]:
    phrases = set(_phrases(words))
    if words[-1] in _set("about_score"):
        return "none", None
    if folded == "churn":
        return "unclear", None
    if phrases & _set("said"):
        return "said_by_person", None
    computed = phrases & _set("computed")
    if ("cibil" in words or "credit" in words) and not computed & {"cibil_score", "credit_score"}:
        return "none", None
    if "health" in computed and not (folded == "health" or set(words) & _OF_FIRM):
        computed -= {"health"}
    if computed:
        if set(words) & _OF_FIRM:
            return "of_a_firm", False
        level = True if set(words) & _OF_PERSON or "hubspotscore" in words else None
        return ("computed", level) if folded != "health" else ("unclear", None)
    if words[-1] in _set("unclear"):
        return "unclear", True if set(words) & _OF_PERSON else None
    return "none", None


def _category(folded: str, words: list[str]) -> tuple[str | None, bool]:
    lexicon = _lexicon()
    if folded in lexicon:
        return lexicon[folded], True
    trimmed = re.sub(r"_?(?:no|num|nbr|number|id|\d+)$", "", folded)
    if trimmed in lexicon and len(trimmed) > 2:
        return lexicon[trimmed], True
    if words[-1] not in _set("free") and _set("choice") & set(_phrases(words)):
        return "consent_flag", False
    # the last phrase of a title is its subject: "Guardian Mobile", "Emergency contact phone"
    best: tuple[int, int, str] | None = None
    for phrase, stop, size in _placed(words):
        category = lexicon.get(phrase)
        if category is not None and (
            len(phrase) > 3 or size > 1 or phrase in ("dob", "pan", "mob")
        ):
            best = max(best or (0, 0, ""), (stop, size, category))
    return (best[2], False) if best else (None, False)


def _placed(words: list[str]) -> list[tuple[str, int, int]]:
    return [
        ("_".join(words[start : start + size]), start + size, size)
        for size in (1, 2, 3)
        for start in range(len(words) - size + 1)
    ]


def _phrases(words: list[str]) -> list[str]:
    return [phrase for phrase, _, _ in _placed(words)]
