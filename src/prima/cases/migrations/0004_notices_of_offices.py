"""Prepared WhatsApp messages about a case get the place in whose list they stand."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0003_personal_data"),
        ("kernel", "0005_message_states"),
    ]

    operations = [
        migrations.RunSQL(
            "UPDATE kernel_outgoingmessage AS message SET place_id = office_id FROM cases_case"
            " WHERE about_type = 'cases.case' AND about_id = cases_case.id::text"
            " AND message.state = 'prepared'",
            migrations.RunSQL.noop,
        ),
    ]
