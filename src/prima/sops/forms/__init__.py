"""What authors type: a row of the table, the columns, the identity block, and where to begin."""

from prima.sops.forms.columns import ColumnsForm
from prima.sops.forms.identity import IdentityForm
from prima.sops.forms.rows import RowForm

__all__ = ["ColumnsForm", "IdentityForm", "RowForm"]
