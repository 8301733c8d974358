"""URLs outside the admin, which respond also when nobody is logged in."""

from django.urls import path

from .views import heartbeat, logged_in_again

urlpatterns = [
    path("istunto/", heartbeat, name="editing_heartbeat"),
    path("kirjauduttu/", logged_in_again, name="editing_logged_in_again"),
]
