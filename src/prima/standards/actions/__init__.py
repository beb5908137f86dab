"""Everything that changes services, standards and the rules they stand on."""

from prima.standards.actions.catalogue import CatalogueRefused, LoadResult, load_catalogue
from prima.standards.actions.charters import CharterText, note_publication, set_charter
from prima.standards.actions.citing import (
    Citing,
    Written,
    end_citing,
    hold_register,
    link_standards,
    link_unlinked,
    record_citations,
    record_standard,
)
from prima.standards.actions.consultations import (
    Meeting,
    close_consultation,
    edit_consultation,
    record_consultation,
    settle_agreement,
    write_list,
)
from prima.standards.actions.drafting import (
    FirstText,
    drop_draft,
    move_draft,
    save_part,
    save_service_details,
    start_draft,
)
from prima.standards.actions.importing import ImportedDrafts, import_drafts
from prima.standards.actions.register import (
    LoadedRegulations,
    RegulationDetails,
    add_regulation,
    correct_regulation,
    end_regulation,
    law,
    load_regulations,
)
from prima.standards.actions.reviewing import open_due_reviews
from prima.standards.actions.reviews import close_review, open_review, open_reviews
from prima.standards.actions.setting import Decision, Ending, retire_service, set_standard
from prima.standards.actions.undoing import undo_end

__all__ = [
    "CatalogueRefused",
    "CharterText",
    "Citing",
    "Decision",
    "Ending",
    "FirstText",
    "ImportedDrafts",
    "LoadResult",
    "LoadedRegulations",
    "Meeting",
    "RegulationDetails",
    "Written",
    "add_regulation",
    "close_consultation",
    "close_review",
    "correct_regulation",
    "drop_draft",
    "edit_consultation",
    "end_citing",
    "end_regulation",
    "hold_register",
    "import_drafts",
    "law",
    "link_standards",
    "link_unlinked",
    "load_catalogue",
    "load_regulations",
    "move_draft",
    "note_publication",
    "open_due_reviews",
    "open_review",
    "open_reviews",
    "record_citations",
    "record_consultation",
    "record_standard",
    "retire_service",
    "save_part",
    "save_service_details",
    "set_charter",
    "set_standard",
    "settle_agreement",
    "start_draft",
    "undo_end",
    "write_list",
]
