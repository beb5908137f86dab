"""What the database itself refuses of appointments, beyond what a constraint can say."""

# Borrowed authority is not passed on: whoever is stood in for holds that very position
# definitively and is somebody else. A constraint sees one row; this rule is about two.
NO_CHAIN = """
CREATE FUNCTION offices_appointment_has_no_chain() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.stands_in_for_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM offices_appointment AS principal
        WHERE principal.id = NEW.stands_in_for_id AND principal.kind = 'definitive'
          AND principal.position_id = NEW.position_id AND principal.staff_id <> NEW.staff_id
    ) THEN
        RAISE EXCEPTION 'a substitute stands in for a definitive holder of the same position'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'appointment_has_no_chain';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION offices_appointment_stays_what_it_is() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an appointment is ended, never turned into another'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'appointment_stays_what_it_is';
END $$;

CREATE TRIGGER appointment_has_no_chain BEFORE INSERT ON offices_appointment
    FOR EACH ROW EXECUTE FUNCTION offices_appointment_has_no_chain();
CREATE TRIGGER appointment_stays_what_it_is BEFORE UPDATE ON offices_appointment
    FOR EACH ROW WHEN (
        (OLD.kind, OLD.position_id, OLD.staff_id, OLD.starts_on)
            IS DISTINCT FROM (NEW.kind, NEW.position_id, NEW.staff_id, NEW.starts_on)
        OR OLD.stands_in_for_id IS DISTINCT FROM NEW.stands_in_for_id
    ) EXECUTE FUNCTION offices_appointment_stays_what_it_is();
"""

ALLOW_CHAIN = """
DROP TRIGGER appointment_has_no_chain ON offices_appointment;
DROP TRIGGER appointment_stays_what_it_is ON offices_appointment;
DROP FUNCTION offices_appointment_has_no_chain();
DROP FUNCTION offices_appointment_stays_what_it_is();
"""

# Whoever leads is one person; where two stand in the register together, it stays as it is.
LEADERS_ARE_ALONE = """
UPDATE offices_position AS place SET single_holder = true
WHERE place.duty IN ('unit_head', 'district_head') AND NOT EXISTS (
    SELECT 1 FROM offices_appointment AS one
    JOIN offices_appointment AS other ON other.position_id = one.position_id AND other.id > one.id
    WHERE one.position_id = place.id
      AND daterange(one.starts_on, one.ends_on, '[]')
          && daterange(other.starts_on, other.ends_on, '[]')
);
UPDATE offices_appointment AS one SET alone = true
FROM offices_position AS place WHERE place.id = one.position_id AND place.single_holder;
"""
