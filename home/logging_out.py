"""What Wagtail's own account views do not do."""

from django.views.decorators.http import require_POST
from wagtail.admin.views.account import LogoutView

# Wagtail's view refuses a GET, but takes the cookie of the session away all the same: a link or a
# picture on any page would log an editor out.
log_out = require_POST(LogoutView.as_view())
