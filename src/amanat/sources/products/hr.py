"""A list of staff, from whatever tool keeps it: who works here, and who left on which day.

It is the company's own list, of no product. It is known by three columns that stand together in no
other table: a colleague's e-mail address, the employee id, and the day of leaving.
"""

from typing import Final

from amanat.sources.model import ColumnRule, Layout, Times

_EMAIL: Final = frozenset(
    str.split("""
    email email_id emailid e_mail e_mail_id mail_id email_address official_email
    official_email_id official_mail_id office_email company_email work_email work_email_id""")
)
_EMPLOYEE: Final = frozenset(
    str.split("""
    emp_id empid employee_id employeeid emp_code employee_code emp_no employee_no emp_number
    employee_number staff_id staff_code staff_no e_code ecode""")
)
_LEFT: Final = frozenset(
    str.split("""
    last_working_day last_working_date last_day lwd date_of_leaving leaving_date date_of_exit
    exit_date doe date_of_relieving relieving_date date_of_separation separation_date left_on
    termination_date""")
)

LAYOUTS: Final = (
    Layout(
        None,
        "staff",
        "table",
        some_of=((1, _EMAIL), (1, _EMPLOYEE), (1, _LEFT)),
        people="staff",
        columns=(
            ColumnRule(tuple(sorted(_EMAIL)), "email"),
            ColumnRule(tuple(sorted(_EMPLOYEE)), "employee_id"),
            ColumnRule(tuple(sorted(_LEFT)), "left_at"),
            ColumnRule(
                ("status", "employment_status", "employee_status", "emp_status"), "employed"
            ),
            ColumnRule(("name", "full_name", "employee_name", "emp_name", "staff_name"), "name"),
            ColumnRule(("first_name", "firstname"), "first_name"),
            ColumnRule(("last_name", "lastname", "surname"), "last_name"),
            ColumnRule(("mobile", "mobile_no", "phone", "phone_no", "contact_no"), "phone"),
            # The newest colleague's first day is not when the list was made.
            ColumnRule(("date_of_joining", "joining_date", "doj", "joined_on"), "other"),
            ColumnRule(("manager_email", "reporting_manager_email"), "staff"),
        ),
        # The day of leaving is a day of the company's calendar, whoever writes it down.
        times=Times("auto", "Asia/Kolkata", known=True),
        team="other",
    ),
)
