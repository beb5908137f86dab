"""What the database itself refuses: changing or removing a version of a standard.

A case, its deadline and its receipt stand on the version under which it began (UU 25/2009: the
office is held to what it promised), so a version that was written stays as it was.
"""

from django.conf import settings

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


def revoke(apps, schema_editor):
    """Take from the application role what it never needs on the table."""
    role = settings.DATABASE_APP_ROLE
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s AND NOT rolsuper", [role])
        if cursor.fetchone() is None:
            return
    schema_editor.execute(
        "REVOKE UPDATE, DELETE, TRUNCATE, TRIGGER, REFERENCES ON standards_servicestandard FROM "
        + schema_editor.quote_name(role)
    )
