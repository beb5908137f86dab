"""What the database itself refuses: changing or removing an entry of the journal.

Triggers and the missing grant stop accidents and a stolen application password; the proof against
an owner of the database is the anchor (see `kernel.journal`).
"""

from django.conf import settings

PROTECT = """
CREATE FUNCTION kernel_journal_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is append-only: % of % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION kernel_journal_head_moves_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.chain <> OLD.chain OR NEW.sequence < OLD.sequence
       OR (NEW.sequence = OLD.sequence AND NEW.hash <> OLD.hash) THEN
        RAISE EXCEPTION 'the head of a chain only moves on'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER journal_entry_is_final BEFORE UPDATE OR DELETE ON kernel_journalentry
    FOR EACH ROW EXECUTE FUNCTION kernel_journal_is_final();
CREATE TRIGGER journal_entry_is_kept BEFORE TRUNCATE ON kernel_journalentry
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_journal_is_final();
CREATE TRIGGER journal_head_moves_on BEFORE UPDATE ON kernel_journalhead
    FOR EACH ROW EXECUTE FUNCTION kernel_journal_head_moves_on();
CREATE TRIGGER journal_head_is_kept_row BEFORE DELETE ON kernel_journalhead
    FOR EACH ROW EXECUTE FUNCTION kernel_journal_is_final();
CREATE TRIGGER journal_head_is_kept BEFORE TRUNCATE ON kernel_journalhead
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_journal_is_final();
"""

UNPROTECT = """
DROP TRIGGER journal_entry_is_final ON kernel_journalentry;
DROP TRIGGER journal_entry_is_kept ON kernel_journalentry;
DROP TRIGGER journal_head_moves_on ON kernel_journalhead;
DROP TRIGGER journal_head_is_kept_row ON kernel_journalhead;
DROP TRIGGER journal_head_is_kept ON kernel_journalhead;
DROP FUNCTION kernel_journal_is_final();
DROP FUNCTION kernel_journal_head_moves_on();
"""


def revoke(apps, schema_editor):
    """Take from the application role what it never needs on the two tables."""
    role = settings.DATABASE_APP_ROLE
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s AND NOT rolsuper", [role])
        if cursor.fetchone() is None:
            return
        quoted = schema_editor.quote_name(role)
        schema_editor.execute(
            f"REVOKE UPDATE, DELETE, TRUNCATE, TRIGGER, REFERENCES ON kernel_journalentry FROM {quoted}"
        )
        schema_editor.execute(
            f"REVOKE DELETE, TRUNCATE, TRIGGER, REFERENCES ON kernel_journalhead FROM {quoted}"
        )
