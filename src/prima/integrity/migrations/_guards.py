"""What the database itself refuses: rewriting through whose hands a gift went.

The sealed columns may be sealed anew when the key changes; everything else stays as it was noted.
"""

from prima.kernel import grants
from prima.kernel.grants import FINAL

PROTECT = """
CREATE FUNCTION integrity_custody_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (to_jsonb(NEW) - 'name' - 'note') = (to_jsonb(OLD) - 'name' - 'note') THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'the way of a gift is final: % of % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER custody_is_final BEFORE UPDATE OR DELETE ON integrity_custodystep
    FOR EACH ROW EXECUTE FUNCTION integrity_custody_is_final();
CREATE TRIGGER custody_is_kept BEFORE TRUNCATE ON integrity_custodystep
    FOR EACH STATEMENT EXECUTE FUNCTION integrity_custody_is_final();
"""

UNPROTECT = """
DROP TRIGGER custody_is_final ON integrity_custodystep;
DROP TRIGGER custody_is_kept ON integrity_custodystep;
DROP FUNCTION integrity_custody_is_final();
"""

revoke = grants.revoke(
    integrity_custodystep=FINAL,
    integrity_gratuity="DELETE, TRUNCATE",
    integrity_gratuityfile=FINAL,
)

# A report stays as it was sealed; only its state moves, and who revealed themselves stays revealed.
PROTECT_REPORTS = """
CREATE FUNCTION integrity_report_is_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (to_jsonb(NEW) - 'state' - 'version' - 'is_revealed')
             = (to_jsonb(OLD) - 'state' - 'version' - 'is_revealed')
           AND (NEW.is_revealed OR NOT OLD.is_revealed) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'a sealed report stays as it is: % of % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION integrity_said_is_said() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was sealed stays: % of % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER sealed_report_stays BEFORE UPDATE OR DELETE ON integrity_sealedreport
    FOR EACH ROW EXECUTE FUNCTION integrity_report_is_sealed();
CREATE TRIGGER sealed_report_is_kept BEFORE TRUNCATE ON integrity_sealedreport
    FOR EACH STATEMENT EXECUTE FUNCTION integrity_report_is_sealed();
CREATE TRIGGER sealed_message_stays BEFORE UPDATE OR DELETE ON integrity_sealedmessage
    FOR EACH ROW EXECUTE FUNCTION integrity_said_is_said();
CREATE TRIGGER sealed_file_stays BEFORE UPDATE OR DELETE ON integrity_sealedfile
    FOR EACH ROW EXECUTE FUNCTION integrity_said_is_said();
"""

UNPROTECT_REPORTS = """
DROP TRIGGER sealed_report_stays ON integrity_sealedreport;
DROP TRIGGER sealed_report_is_kept ON integrity_sealedreport;
DROP TRIGGER sealed_message_stays ON integrity_sealedmessage;
DROP TRIGGER sealed_file_stays ON integrity_sealedfile;
DROP FUNCTION integrity_report_is_sealed();
DROP FUNCTION integrity_said_is_said();
"""

revoke_reports = grants.revoke(
    integrity_sealedreport="DELETE, TRUNCATE, TRIGGER, REFERENCES",
    integrity_sealedmessage=FINAL,
    integrity_sealedfile=FINAL,
)

# After their time the names in the way of a gift, and what was sealed, may go: only with the row
# that says so, and only to nothing.
LET_FORGET = """
CREATE OR REPLACE FUNCTION integrity_custody_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (to_jsonb(NEW) - 'name' - 'note') = (to_jsonb(OLD) - 'name' - 'note')
           AND (pg_has_role((SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE')
                OR NEW.name = '' AND NEW.note = '' AND EXISTS (
                    SELECT 1 FROM integrity_gratuity
                    WHERE id = NEW.gratuity_id AND erased_at IS NOT NULL)) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'the way of a gift is final: % of % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE OR REPLACE FUNCTION integrity_report_is_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    moves text[] := ARRAY['state', 'version', 'is_revealed', 'ended_on'];
    goes text[] := ARRAY['body', 'identity', 'public_key', 'salt', 'box', 'erased_on'];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (to_jsonb(NEW) - moves) = (to_jsonb(OLD) - moves)
           AND (NEW.is_revealed OR NOT OLD.is_revealed) THEN
            RETURN NEW;
        END IF;
        IF (to_jsonb(NEW) - goes) = (to_jsonb(OLD) - goes)
           AND OLD.ended_on < NEW.erased_on AND OLD.erased_on IS NULL
           AND NEW.identity IS NULL
           AND length(NEW.body || NEW.public_key || NEW.salt || NEW.box) = 0 THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'a sealed report stays as it is: % of % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE OR REPLACE FUNCTION integrity_said_is_said() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND EXISTS (
        SELECT 1 FROM integrity_sealedreport WHERE id = OLD.report_id AND erased_on IS NOT NULL
    ) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'what was sealed stays: % of % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

UPDATE integrity_gratuity SET ended_at = now()
    WHERE state IN ('refused', 'lapsed', 'handed_over');
UPDATE integrity_sealedreport SET ended_on = CURRENT_DATE
    WHERE state IN ('proven', 'unproven');
"""

let_forget = grants.grant(
    integrity_custodystep="UPDATE (name, note)",
    integrity_sealedmessage="DELETE",
    integrity_sealedfile="DELETE",
)
