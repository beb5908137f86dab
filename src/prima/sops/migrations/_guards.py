"""What the database itself refuses: changing or removing a version of a procedure.

A case is judged by the version under which it began, so a version that was written stays.
"""

from prima.kernel import grants
from prima.kernel.grants import FINAL

PROTECT = """
CREATE FUNCTION sops_version_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a version of an SOP is final: % of % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER sop_version_is_final BEFORE UPDATE OR DELETE ON sops_sopversion
    FOR EACH ROW EXECUTE FUNCTION sops_version_is_final();
CREATE TRIGGER sop_version_is_kept BEFORE TRUNCATE ON sops_sopversion
    FOR EACH STATEMENT EXECUTE FUNCTION sops_version_is_final();
"""

UNPROTECT = """
DROP TRIGGER sop_version_is_final ON sops_sopversion;
DROP TRIGGER sop_version_is_kept ON sops_sopversion;
DROP FUNCTION sops_version_is_final();
"""

revoke = grants.revoke(sops_sopversion=FINAL)

# The course of a draft and the end of a version: the reasons people gave stay as they were given.
PROTECT_COURSE = """
CREATE FUNCTION sops_course_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the course of an SOP is final: % of % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER draft_move_is_final BEFORE UPDATE OR DELETE ON sops_draftmove
    FOR EACH ROW EXECUTE FUNCTION sops_course_is_final();
CREATE TRIGGER draft_move_is_kept BEFORE TRUNCATE ON sops_draftmove
    FOR EACH STATEMENT EXECUTE FUNCTION sops_course_is_final();
CREATE TRIGGER sop_withdrawal_is_final BEFORE UPDATE OR DELETE ON sops_sopwithdrawal
    FOR EACH ROW EXECUTE FUNCTION sops_course_is_final();
CREATE TRIGGER sop_withdrawal_is_kept BEFORE TRUNCATE ON sops_sopwithdrawal
    FOR EACH STATEMENT EXECUTE FUNCTION sops_course_is_final();
"""

UNPROTECT_COURSE = """
DROP TRIGGER draft_move_is_final ON sops_draftmove;
DROP TRIGGER draft_move_is_kept ON sops_draftmove;
DROP TRIGGER sop_withdrawal_is_final ON sops_sopwithdrawal;
DROP TRIGGER sop_withdrawal_is_kept ON sops_sopwithdrawal;
DROP FUNCTION sops_course_is_final();
"""

revoke_course = grants.revoke(sops_draftmove=FINAL, sops_sopwithdrawal=FINAL)

# Who had to read a version, and who said that they have: proof of the socialisation.
READING = ("sops_distributionentry", "sops_acknowledgement", "sops_readingreminder")
PROTECT_READING = """
CREATE FUNCTION sops_reading_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'who read an SOP is final: % of % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER distribution_is_final BEFORE UPDATE OR DELETE ON sops_distributionentry
    FOR EACH ROW EXECUTE FUNCTION sops_reading_is_final();
CREATE TRIGGER distribution_is_kept BEFORE TRUNCATE ON sops_distributionentry
    FOR EACH STATEMENT EXECUTE FUNCTION sops_reading_is_final();
CREATE TRIGGER acknowledgement_is_final BEFORE UPDATE OR DELETE ON sops_acknowledgement
    FOR EACH ROW EXECUTE FUNCTION sops_reading_is_final();
CREATE TRIGGER acknowledgement_is_kept BEFORE TRUNCATE ON sops_acknowledgement
    FOR EACH STATEMENT EXECUTE FUNCTION sops_reading_is_final();
CREATE TRIGGER reading_reminder_is_final BEFORE UPDATE OR DELETE ON sops_readingreminder
    FOR EACH ROW EXECUTE FUNCTION sops_reading_is_final();
CREATE TRIGGER reading_reminder_is_kept BEFORE TRUNCATE ON sops_readingreminder
    FOR EACH STATEMENT EXECUTE FUNCTION sops_reading_is_final();
"""

UNPROTECT_READING = """
DROP TRIGGER distribution_is_final ON sops_distributionentry;
DROP TRIGGER distribution_is_kept ON sops_distributionentry;
DROP TRIGGER acknowledgement_is_final ON sops_acknowledgement;
DROP TRIGGER acknowledgement_is_kept ON sops_acknowledgement;
DROP TRIGGER reading_reminder_is_final ON sops_readingreminder;
DROP TRIGGER reading_reminder_is_kept ON sops_readingreminder;
DROP FUNCTION sops_reading_is_final();
"""

revoke_reading = grants.revoke(**dict.fromkeys(READING, FINAL))
