"""What the offices of the town answer for all: published, waiting for review, and due."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from prima.knowledge import actions
from prima.knowledge.actions import Asked, Said
from prima.knowledge.models import KnowledgeVersion
from prima.knowledge.rules import Audience, DeskChannel, Satisfaction
from prima.standards.public import Service

if TYPE_CHECKING:
    from tests.browser.town import Town

PROXY = Said(
    "Bolehkah legalisasi buku nikah diwakilkan?",
    "Boleh. Wakil Anda membawa surat kuasa bermeterai, KTP-nya sendiri, dan fotokopi KTP Anda. "
    "Buku nikah asli tetap perlu dibawa.\n\nLegalisasinya gratis dan selesai hari itu juga.",
    "Standar pelayanan legalisasi buku nikah, bagian persyaratan",
)
HOURS = Said(
    "Bisakah akad nikah dilaksanakan hari Minggu di luar kantor, dan berapa biayanya?",
    "Bisa. Di luar kantor atau di luar jam kerja biayanya Rp600.000, disetor lewat bank.",
    "PP 59/2018",
)
LOST = Said(
    "Apa yang kita sampaikan bila buku nikah hilang di kantor kita sendiri?",
    "Minta maaf, catat kejadiannya, dan buatkan duplikat tanpa biaya pada hari yang sama.",
    "Arahan kepala kantor, rapat Juni 2026",
)


def know(town: Town) -> dict[str, str]:
    """Gives the number of the article that is published and of the one that waits."""
    at = town.working_moment(2)
    legalisation = Service.objects.get(key="legalisasi-buku-nikah")
    shown = _published(town, PROXY, legalisation, Audience.PUBLIC)
    _published(town, LOST, legalisation, Audience.INTERNAL)
    waiting = _handed_in(town, HOURS, None, Audience.PUBLIC)
    for question, satisfaction in (
        ("Boleh anak saya yang mengambil?", Satisfaction.YES),
        ("Apa suami saya harus ikut datang?", Satisfaction.NO),
    ):
        asked = Asked(
            town.offices["kua-cempaka"], legalisation, DeskChannel.COUNTER, question, shown, "",
            satisfaction,
        )  # fmt: skip
        actions.take_question(asked, by=town.actor("officer", at), at=at)
    open_question = Asked(
        town.offices["kua-cempaka"], None, DeskChannel.PHONE, "Apakah ada tempat parkir mobil?",
        None, "Lihat sendiri di halaman", Satisfaction.NOT_ASKED,
    )  # fmt: skip
    actions.take_question(open_question, by=town.actor("officer", at), at=at)
    return {"article": str(shown.article_id), "article_waiting": str(waiting.article_id)}


def _handed_in(
    town: Town, said: Said, service: Service | None, audience: Audience
) -> KnowledgeVersion:
    at = town.working_moment(2)
    officer = town.actor("officer", at)
    made = actions.write(
        office=town.offices["kua-cempaka"], service=service, audience=audience, said=said,
        by=officer, at=at,
    )  # fmt: skip
    return actions.hand_in(made, seen=made.version, by=officer, at=at)


def _published(
    town: Town, said: Said, service: Service | None, audience: Audience
) -> KnowledgeVersion:
    at = town.working_moment(2)
    waiting = _handed_in(town, said, service, audience)
    until = timezone.localdate(at) + timedelta(days=180)
    return actions.publish(
        waiting, check_again_on=until, seen=waiting.version, by=town.actor("head", at), at=at
    )
