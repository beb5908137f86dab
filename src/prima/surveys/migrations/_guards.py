"""What the database itself refuses: changing an answer, reviving a spent invitation.

Triggers and the missing grant stop accidents and a stolen application password; an owner of the
database is found out by the journal, which keeps a digest of every batch of answers.
"""

from django.conf import settings

FINAL = ("surveys_surveyresponse", "surveys_surveyperiod")

PROTECT = """
CREATE FUNCTION surveys_row_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'answers are append-only: % of % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION surveys_invitation_is_only_spent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.token_hash IS NOT NULL
       OR (to_jsonb(NEW) - 'token_hash') IS DISTINCT FROM (to_jsonb(OLD) - 'token_hash') THEN
        RAISE EXCEPTION 'an invitation can only be spent'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER survey_response_is_final BEFORE UPDATE OR DELETE ON surveys_surveyresponse
    FOR EACH ROW EXECUTE FUNCTION surveys_row_is_final();
CREATE TRIGGER survey_response_is_kept BEFORE TRUNCATE ON surveys_surveyresponse
    FOR EACH STATEMENT EXECUTE FUNCTION surveys_row_is_final();
CREATE TRIGGER survey_period_is_final BEFORE UPDATE OR DELETE ON surveys_surveyperiod
    FOR EACH ROW EXECUTE FUNCTION surveys_row_is_final();
CREATE TRIGGER survey_period_is_kept BEFORE TRUNCATE ON surveys_surveyperiod
    FOR EACH STATEMENT EXECUTE FUNCTION surveys_row_is_final();
CREATE TRIGGER invitation_is_only_spent BEFORE UPDATE ON surveys_invitation
    FOR EACH ROW EXECUTE FUNCTION surveys_invitation_is_only_spent();
CREATE TRIGGER invitation_stays BEFORE DELETE ON surveys_invitation
    FOR EACH ROW EXECUTE FUNCTION surveys_row_is_final();
"""

UNPROTECT = """
DROP TRIGGER survey_response_is_final ON surveys_surveyresponse;
DROP TRIGGER survey_response_is_kept ON surveys_surveyresponse;
DROP TRIGGER survey_period_is_final ON surveys_surveyperiod;
DROP TRIGGER survey_period_is_kept ON surveys_surveyperiod;
DROP TRIGGER invitation_is_only_spent ON surveys_invitation;
DROP TRIGGER invitation_stays ON surveys_invitation;
DROP FUNCTION surveys_row_is_final();
DROP FUNCTION surveys_invitation_is_only_spent();
"""


def revoke(apps, schema_editor):
    """Take from the application role what it never needs on these tables."""
    role = settings.DATABASE_APP_ROLE
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s AND NOT rolsuper", [role])
        if cursor.fetchone() is None:
            return
    quoted = schema_editor.quote_name(role)
    for table in FINAL:
        schema_editor.execute(
            f"REVOKE UPDATE, DELETE, TRUNCATE, TRIGGER, REFERENCES ON {table} FROM {quoted}"
        )
    schema_editor.execute(f"REVOKE UPDATE, DELETE ON surveys_invitation FROM {quoted}")
    schema_editor.execute(f"GRANT UPDATE (token_hash) ON surveys_invitation TO {quoted}")
    schema_editor.execute(f"REVOKE UPDATE ON surveys_ballot, surveys_surveycomment FROM {quoted}")
