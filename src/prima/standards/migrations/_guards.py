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
