"""What the database itself refuses: changing or removing a version of a standard.

A case, its deadline and its receipt stand on the version under which it began (UU 25/2009: the
office is held to what it promised), so a version that was written stays as it was.
"""

from prima.kernel import grants
from prima.kernel.grants import FINAL

PROTECT = """
CREATE FUNCTION standards_version_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a version of a service standard is final: % of % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER standard_version_is_final BEFORE UPDATE OR DELETE ON standards_servicestandard
    FOR EACH ROW EXECUTE FUNCTION standards_version_is_final();
CREATE TRIGGER standard_version_is_kept BEFORE TRUNCATE ON standards_servicestandard
    FOR EACH STATEMENT EXECUTE FUNCTION standards_version_is_final();
"""

UNPROTECT = """
DROP TRIGGER standard_version_is_final ON standards_servicestandard;
DROP TRIGGER standard_version_is_kept ON standards_servicestandard;
DROP FUNCTION standards_version_is_final();
"""

revoke = grants.revoke(standards_servicestandard=FINAL)

# What an office signed and made known is history: a new charter takes the place of the old one.
PROTECT_CHARTERS = """
CREATE FUNCTION standards_charter_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a service charter is final: % of % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER charter_is_final BEFORE UPDATE OR DELETE ON standards_servicecharter
    FOR EACH ROW EXECUTE FUNCTION standards_charter_is_final();
CREATE TRIGGER charter_is_kept BEFORE TRUNCATE ON standards_servicecharter
    FOR EACH STATEMENT EXECUTE FUNCTION standards_charter_is_final();
CREATE TRIGGER charter_publication_is_final BEFORE UPDATE OR DELETE ON standards_charterpublication
    FOR EACH ROW EXECUTE FUNCTION standards_charter_is_final();
CREATE TRIGGER charter_publication_is_kept BEFORE TRUNCATE ON standards_charterpublication
    FOR EACH STATEMENT EXECUTE FUNCTION standards_charter_is_final();
"""

UNPROTECT_CHARTERS = """
DROP TRIGGER charter_is_final ON standards_servicecharter;
DROP TRIGGER charter_is_kept ON standards_servicecharter;
DROP TRIGGER charter_publication_is_final ON standards_charterpublication;
DROP TRIGGER charter_publication_is_kept ON standards_charterpublication;
DROP FUNCTION standards_charter_is_final();
"""

revoke_charters = grants.revoke(
    standards_servicecharter=FINAL, standards_charterpublication=FINAL
)

# Minutes that both sides signed stay as they were signed; what became of an agreement is written
# later, and the names of those who signed are sealed anew when the key changes.
PROTECT_MINUTES = """
CREATE FUNCTION standards_minutes_are_final() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched jsonb := CASE TG_OP WHEN 'INSERT' THEN to_jsonb(NEW) ELSE to_jsonb(OLD) END;
    later text[] := ARRAY['outcome', 'outcome_note', 'settled_on'];
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM standards_publicconsultation
        WHERE id = (touched ->> TG_ARGV[0])::bigint AND closed_at IS NOT NULL
    ) OR (TG_OP = 'UPDATE' AND to_jsonb(NEW) - later = to_jsonb(OLD) - later
          AND TG_TABLE_NAME = 'standards_consultationagreement') THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    RAISE EXCEPTION 'the minutes are closed: % of % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER minutes_are_final BEFORE UPDATE OR DELETE ON standards_publicconsultation
    FOR EACH ROW EXECUTE FUNCTION standards_minutes_are_final('id');
CREATE TRIGGER minutes_are_final BEFORE INSERT OR UPDATE OR DELETE
    ON standards_consultationattendance
    FOR EACH ROW EXECUTE FUNCTION standards_minutes_are_final('consultation_id');
CREATE TRIGGER minutes_are_final BEFORE INSERT OR UPDATE OR DELETE ON standards_consultationinput
    FOR EACH ROW EXECUTE FUNCTION standards_minutes_are_final('consultation_id');
CREATE TRIGGER minutes_are_final BEFORE INSERT OR UPDATE OR DELETE
    ON standards_consultationagreement
    FOR EACH ROW EXECUTE FUNCTION standards_minutes_are_final('consultation_id');
CREATE TRIGGER minutes_are_final BEFORE INSERT OR DELETE ON standards_consultationsignatory
    FOR EACH ROW EXECUTE FUNCTION standards_minutes_are_final('consultation_id');
CREATE TRIGGER minutes_are_final BEFORE INSERT OR UPDATE OR DELETE
    ON standards_publicconsultation_drafts
    FOR EACH ROW EXECUTE FUNCTION standards_minutes_are_final('publicconsultation_id');
CREATE TRIGGER minutes_are_final BEFORE INSERT OR UPDATE OR DELETE
    ON standards_publicconsultation_services
    FOR EACH ROW EXECUTE FUNCTION standards_minutes_are_final('publicconsultation_id');
"""

UNPROTECT_MINUTES = """
DROP TRIGGER minutes_are_final ON standards_publicconsultation;
DROP TRIGGER minutes_are_final ON standards_consultationattendance;
DROP TRIGGER minutes_are_final ON standards_consultationinput;
DROP TRIGGER minutes_are_final ON standards_consultationagreement;
DROP TRIGGER minutes_are_final ON standards_consultationsignatory;
DROP TRIGGER minutes_are_final ON standards_publicconsultation_drafts;
DROP TRIGGER minutes_are_final ON standards_publicconsultation_services;
DROP FUNCTION standards_minutes_are_final();
"""
