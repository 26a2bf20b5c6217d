"""Settings reach the reading of files: a changed line is not hidden by the cache."""

from helpers import run_audit

PERMISSIONS = """\
Owner,id,name,mimeType,permissions.0.type,permissions.0.role,permissions.0.emailAddress
asha@firm.example.in,f1,Plan,application/vnd.google-apps.spreadsheet,user,reader,{who}
"""


def test_a_colleague_of_another_own_domain_is_a_guest_until_settings_name_it(tmp_path):
    exports, workspace = tmp_path / "exports", tmp_path / "work"
    exports.mkdir()
    (exports / "Plan.csv").write_text("Name,Mail ID\nRao,a@example.in\n")
    (exports / "permissions.csv").write_text(PERMISSIONS.format(who="ravi@sister.example.in"))

    def verdicts():
        kept = run_audit(exports, workspace)
        return {
            each.verdict
            for each in kept.findings
            if each.control == "access-limited-to-need" and dict(each.subject)["kind"] == "place"
        }

    assert "fails" in verdicts()
    (workspace / "amanat.toml").write_text(
        'own_domains = ["firm.example.in", "sister.example.in"]\n'
    )
    assert "fails" not in verdicts()
