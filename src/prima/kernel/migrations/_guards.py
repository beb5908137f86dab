"""What the database itself refuses: changing or removing an entry of the journal.

Triggers and the missing grant stop accidents and a stolen application password; the proof against
an owner of the database is the anchor (see `kernel.journal`).
"""

from prima.kernel import grants
from prima.kernel.grants import FINAL

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

revoke = grants.revoke(kernel_journalentry=FINAL, kernel_journalhead="DELETE, TRUNCATE, TRIGGER, REFERENCES")
