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
