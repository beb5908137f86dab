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
