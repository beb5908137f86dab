"""The faults: what is broken, where, how, and which test must notice."""

from typing import NamedTuple


class Fault(NamedTuple):
    """One piece of code replaced by a worse one; `before` stands once in the file."""

    name: str
    file: str  # below src/prima
    before: str
    after: str
    test: str  # what pytest is told to run


FAULTS = (
    Fault(
        "permission skipped: anybody finishes a row of any office",
        "cases/actions/authority.py",
        "    require(permissions.can_work(by, locked.case))\n",
        "",
        "src/prima/cases/tests/test_steps.py::test_a_position_without_a_role_gives_no_authority",
    ),
    Fault(
        "list without its viewer: everybody sees every case",
        "cases/models/case.py",
        'return self.filter(office_id__in=actor.offices_with("see_cases"))',
        "return self.all()",
        "tests/architecture/test_access.py::test_who_may_open_what_equals_the_reviewed_table",
    ),
    Fault(
        "four eyes closed: the writer of a letter verifies it",
        "cases/actions/authority.py",
        "    if not others:\n",
        "    if others:\n",
        "src/prima/cases/tests/test_steps.py::test_who_wrote_a_letter_does_not_verify_it",
    ),
    Fault(
        "lock dropped: two officers finish one row",
        "cases/actions/locking.py",
        "    FOR SHARE OF office FOR UPDATE OF held_case, item\n",
        "    FOR SHARE OF office\n",
        "src/prima/cases/tests/test_concurrency.py",
    ),
    Fault(
        "idempotency removed: a form sent twice is two cases",
        "kernel/idempotency.py",
        "    ON CONFLICT (key_hash) DO NOTHING RETURNING 1\n",
        "    ON CONFLICT (key_hash) DO UPDATE SET sealed = excluded.sealed RETURNING 1\n",
        "src/prima/cases/tests/test_concurrency.py::test_a_form_sent_twice_at_once_is_one_case",
    ),
    Fault(
        "holiday off by one day",
        "offices/core/hours.py",
        "closed = self._closed.get(on)",
        "closed = self._closed.get(date.fromordinal(on.toordinal() - 1))",
        "src/prima/offices/tests/test_core_clock.py",
    ),
    Fault(
        "minute off by one at the end of a span",
        "offices/core/table.py",
        "return min(into, self.after[index])",
        "return min(into + 1, self.after[index])",
        "src/prima/offices/tests/test_core_brute_force.py",
    ),
    Fault(
        "name logged when an application is opened",
        "cases/actions/persons.py",
        '        return {"applicant_name": _name(text)}\n',
        '        __import__("logging").getLogger("prima").warning("pemohon %s", text)\n'
        '        return {"applicant_name": _name(text)}\n',
        "tests/security/test_logs.py",
    ),
    Fault(
        "sift key of the address passed through to the database",
        "insight/views/pages.py",
        '    groups, page = desk.work_page(request.actor, now, request.GET.get("page"))\n',
        '    groups, page = desk.work_page(request.actor, now, request.GET.get("page"))\n'
        "    from prima.cases.models import Case\n"
        '    sifted = {key: value for key, value in request.GET.items() if "__" in key}\n'
        "    groups = groups if Case.objects.filter(**sifted).exists() else []\n",
        "tests/security/test_requests.py::test_no_list_can_be_sorted_or_sifted_by_a_secret",
    ),
    Fault(
        "text of a drawing not escaped",
        "sops/core/svg.py",
        "<title>{escape(title)}</title>",
        "<title>{title}</title>",
        "src/prima/sops/tests/test_drawing.py",
    ),
    Fault(
        "a new place marked as safe text",
        "ui/components.py",
        "from collections.abc import Sequence\n",
        "from collections.abc import Sequence\nfrom django.utils.safestring import mark_safe\n"
        'SAFE = mark_safe("x")\n',
        "tests/security/test_source.py",
    ),
    Fault(
        "nonce used again",
        "kernel/crypto/sealing.py",
        "nonce = secrets.token_bytes(_NONCE)",
        'nonce = b"0" * _NONCE',
        "src/prima/kernel/tests/test_crypto.py::test_the_same_text_is_sealed_differently_each_time",
    ),
    Fault(
        "unknown number not hashed: time tells that it does not exist",
        "cases/queries/tracking.py",
        "    is_right = codes.verify_secret(secret_hash, words)\n",
        "    if found != number:\n        return False\n"
        "    is_right = codes.verify_secret(secret_hash, words)\n",
        "tests/security/test_tracking.py::test_an_unknown_number_costs_exactly_the_hash_of_a_known_one",
    ),
    Fault(
        "case loaded before its words are right: time tells that it exists",
        "cases/queries/tracking.py",
        "    case = Case.objects.filter(number=spelled).first() if fits else None\n",
        "    case = Case.objects.filter(number=spelled).first()\n"
        "    case = case if fits else None\n",
        "tests/security/test_tracking.py::test_every_wrong_guess_is_the_same_work_by_construction",
    ),
    Fault(
        "house without cases hashes nothing: time tells that it is empty",
        "kernel/codes.py",
        "        _at_bench(_hasher.verify, known_hash or _DUMMY_HASH, normalise_secret(typed))\n",
        "        if known_hash is None:\n            return False\n"
        "        _at_bench(_hasher.verify, known_hash, normalise_secret(typed))\n",
        "tests/security/test_tracking.py::test_a_house_without_cases_hashes_all_the_same",
    ),
    Fault(
        "limit switched off",
        "kernel/limits.py",
        "    if count > most:\n",
        "    if count < 0:\n",
        "tests/security/test_limits.py::test_every_form_that_anybody_may_send_is_limited",
    ),
    Fault(
        "upload shown inside our own pages",
        "kernel/http.py",
        "content_disposition_header(True, name)",
        "content_disposition_header(False, name)",
        "tests/security/test_scope.py::test_a_row_or_file_of_another_case_is_not_reached_through_ones_own",
    ),
    Fault(
        "open redirect after log-in",
        "accounts/views/sessions.py",
        'return target if ours else ""',
        "return target",
        "tests/security/test_requests.py::test_no_link_leads_through_us_to_another_site",
    ),
    Fault(
        "staff pages kept by the browser",
        "accounts/views/middleware.py",
        "            patch_cache_control(response, no_store=True, private=True)\n",
        "            pass\n",
        "tests/security/test_keeping.py",
    ),
    Fault(
        "figures of a few people published",
        "surveys/rules.py",
        "respondents >= method.least_answers and",
        "respondents >= 1 and",
        "src/prima/surveys/tests/test_rules.py",
    ),
    Fault(
        "journal: the entry before is not part of the hash",
        "kernel/journal/hashing.py",
        "            content.previous_hash,\n",
        "",
        "src/prima/kernel/tests/test_journal_verifying.py",
    ),
    Fault(
        "survey link that can be used again at the same moment",
        "surveys/actions/answers.py",
        '.select_for_update(of=("self",))',
        "",
        "src/prima/surveys/tests",
    ),
    Fault(
        "a hold moves the first promise",
        "cases/core/deadline.py",
        "        promised_at=clock.promised_at,",
        "        promised_at=clock.due_at,",
        "src/prima/cases/tests/test_core.py",
    ),
    Fault(
        "database that may lose what it acknowledged",
        "config/embedded.py",
        '"synchronous_commit": "on"',
        '"synchronous_commit": "off"',
        "src/prima/config/tests/test_embedded.py",
    ),
    Fault(
        "backup: frames are not bound to their place",
        "config/backup/container.py",
        'return number.to_bytes(11, "big") + bytes([is_last])',
        "return bytes(12)",
        "src/prima/config/tests/test_backup_container.py",
    ),
    Fault(
        "restore gives the application more than it had",
        "config/backup/rights.py",
        "        for right in picture.rights(owner, role):\n",
        "        for right in ():\n",
        "src/prima/config/tests/test_restore.py::test_both_roles_may_again_what_they_might_and_no_more",
    ),
    Fault(
        "escrow: the line between the shares is flat, so that one share is the secret",
        "kernel/crypto/shamir.py",
        "secrets.token_bytes(needed - 1)",
        "bytes(needed - 1)",
        "src/prima/kernel/tests/test_escrow.py",
    ),
    Fault(
        "files swept away while a backup reads them",
        "kernel/files/storing.py",
        "    if not backups.files_may_be_swept():\n        return 0\n",
        "",
        "src/prima/config/tests/test_backup.py::test_a_file_swept_away_in_the_middle_of_a_backup_is_not_swept",
    ),
    Fault(
        "an appointment withdrawn at noon counts until midnight",
        "offices/queries/appointments.py",
        "        AND (holder.ended_at IS NULL OR holder.ended_at > %(at)s)\n",
        "",
        "src/prima/cases/tests/test_authority.py::test_the_act_is_refused_in_the_very_moment_after_the_end",
    ),
    Fault(
        "a substitute decides a strategic step",
        "offices/core/authority.py",
        "        return self.kind == DEFINITIVE\n",
        "        return True\n",
        "src/prima/offices/tests/test_core_authority.py",
    ),
    Fault(
        "a substitute is stood in for: a chain",
        "offices/core/substitution.py",
        '        (principal.kind != DEFINITIVE, "chain"),\n',
        "",
        "src/prima/offices/tests/test_core_substitution.py",
    ),
)
