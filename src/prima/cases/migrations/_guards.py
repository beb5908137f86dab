"""What the database itself refuses: changing what was decided about the version of a case."""

from prima.kernel import grants
from prima.kernel.grants import FINAL

PROTECT_DECISIONS = """
CREATE FUNCTION cases_version_decision_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a decision about a version is final: % of % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER version_decision_is_final BEFORE UPDATE OR DELETE ON cases_versiondecision
    FOR EACH ROW EXECUTE FUNCTION cases_version_decision_is_final();
CREATE TRIGGER version_decision_is_kept BEFORE TRUNCATE ON cases_versiondecision
    FOR EACH STATEMENT EXECUTE FUNCTION cases_version_decision_is_final();
"""

UNPROTECT_DECISIONS = """
DROP TRIGGER version_decision_is_final ON cases_versiondecision;
DROP TRIGGER version_decision_is_kept ON cases_versiondecision;
DROP FUNCTION cases_version_decision_is_final();
"""

# A form that was set stays as it was signed; a draft of one may still be written.
PROTECT_ASSESSMENTS = """
CREATE FUNCTION cases_assessment_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a form that was set is final: % of % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER assessment_is_final BEFORE UPDATE OR DELETE ON cases_sopassessment
    FOR EACH ROW WHEN (OLD.set_at IS NOT NULL) EXECUTE FUNCTION cases_assessment_is_final();
CREATE TRIGGER assessment_is_kept BEFORE TRUNCATE ON cases_sopassessment
    FOR EACH STATEMENT EXECUTE FUNCTION cases_assessment_is_final();
"""

UNPROTECT_ASSESSMENTS = """
DROP TRIGGER assessment_is_final ON cases_sopassessment;
DROP TRIGGER assessment_is_kept ON cases_sopassessment;
DROP FUNCTION cases_assessment_is_final();
"""

revoke_assessments = grants.revoke(cases_sopassessment="DELETE, TRUNCATE, TRIGGER, REFERENCES")

revoke_decisions = grants.revoke(cases_versiondecision=FINAL)
